import {describe, expect, it} from '@jest/globals'
import {releaseNameOf} from '../../../../../src/lib/connector/inventory/from-workloads.ts'
import {originOf, renderedChartOf} from '../../../../../src/lib/connector/inventory/origin/origin.ts'
import type {Metadata} from '../../../../../src/lib/kubernetes/objects.ts'
import {workload} from './workload.ts'

const image = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4'
const own = {'app.kubernetes.io/name': 'aci-connector', 'helm.sh/chart': 'aci-connector-0.3.0'}
const inNamespace = (namespace: string) => ({'meta.helm.sh/release-name': 'r', 'meta.helm.sh/release-namespace': namespace})
const agent = (chart: string) => [{name: 'ACI_EXTRA_USER_AGENT', value: `helm-chart/aks/${chart}`}]

describe('the origin of a workload', () => {
  it.each<[string, Partial<Metadata>, string]>([
    ['vkctl', {labels: own, annotations: inNamespace('n')}, 'r'],
    // Whoever may write in another namespace only cannot speak for this release.
    ['manifest', {labels: own, annotations: inNamespace('other')}, 'r'],
    ['manifest', {labels: own}, 'r'],
    ['upstream', {labels: {chart: 'virtual-kubelet-azure-aci', chartVersion: '1.4.7'}}, 'r'],
    ['upstream', {labels: {chart: 'virtual-kubelet-aci-for-aks'}}, 'r'],
    ['az', {labels: {chart: 'virtual-kubelet-for-aks'}}, 'r'],
    ['az', {labels: {chart: 'virtual-kubelet'}}, 'aci-connector-windows'],
    ['upstream', {labels: {chart: 'virtual-kubelet'}}, 'mine'],
    ['manifest', {labels: {chart: 'platform'}}, 'r'],
    ['manifest', {}, 'r'],
    ['aks-addon', {namespace: 'kube-system', labels: {'addonmanager.kubernetes.io/mode': 'Reconcile'}}, 'aci-connector-linux'],
    ['aks-addon', {namespace: 'kube-system', labels: {'kubernetes.azure.com/managedby': 'aks'}}, 'aci-connector-linux'],
    ['manifest', {labels: {'addonmanager.kubernetes.io/mode': 'Reconcile'}}, 'aci-connector-linux'],
  ])('%s: %j, release %s', (origin, metadata, release) => {
    expect(originOf(workload({image}, metadata), release)).toBe(origin)
  })

  it('is az by the user agent, because its chart set no labels', () => {
    const one = workload({image: 'microsoft/virtual-kubelet:latest', env: agent('virtual-kubelet-for-aks/0.1.10')})
    expect(originOf(one, 'aci-connector-linux-westus')).toBe('az')
    expect(renderedChartOf(one)).toEqual({name: 'virtual-kubelet-for-aks', version: '0.1.10'})
  })

  it.each([
    ['az', 'microsoft/aci-connector-k8s:canary', 'mine-aci-connector', 'mine', 'aci-connector'],
    ['az', 'microsoft/virtual-kubelet:latest', 'mine-virtual-kubelet-for-aks', 'mine', 'virtual-kubelet-for-aks'],
    ['az', 'microsoft/virtual-kubelet:latest', 'aci-connector-linux-virtual-kubelet', 'aci-connector-linux', 'virtual-kubelet'],
    // As in the documentation of the program, without a chart.
    ['manifest', 'microsoft/aci-connector-k8s:latest', 'aci-connector', 'aci-connector', undefined],
    ['manifest', 'microsoft/virtual-kubelet:latest', 'my-virtual-kubelet', 'my-virtual-kubelet', undefined],
    ['manifest', 'microsoft/virtual-kubelet:latest', 'my-aci-connector', 'my-aci-connector', undefined],
  ])('is %s by the name that a chart without labels gave: %s as %s', (origin, program, name, release, chart) => {
    const one = workload({image: program}, {name})
    expect(renderedChartOf(one)?.name).toBe(chart)
    expect(releaseNameOf(one)).toBe(release)
    expect(originOf(one, release)).toBe(origin)
  })

  it('is unknown if it is no Deployment, whatever its labels', () => {
    expect(originOf(workload({image}, {labels: {chart: 'virtual-kubelet-azure-aci'}}, 'DaemonSet'), 'r')).toBe('manifest')
  })

  it('is Virtual Nodes v2 by the image', () => {
    expect(originOf(workload({image: 'mcr.microsoft.com/aci/virtual-node-2-kubelet:x'}), 'vn2')).toBe('virtual-nodes-v2')
  })
})
