import {describe, expect, it} from '@jest/globals'
import type {Finding} from '../../../../src/lib/checks/engine/finding.ts'
import {forOwner} from '../../../../src/lib/connector/inspection/remedies-of-others.ts'
import {connector} from '../removal/target.ts'

const finding = (category: Finding['category'], remedy: string): Finding =>
  ({id: 'x', category, verdict: 'problem', title: 't', message: 'm', remedy, target: 'r', docs: 'd'}) satisfies Finding
const workload = {kind: 'Deployment', namespace: 'n', name: 'd'}
const manager = {kind: null, namespace: null, name: null} as const

describe('the remedies of a connector', () => {
  it.each<[string, Parameters<typeof connector>[1], RegExp]>([
    [
      'Flux',
      {managedBy: {tool: 'flux', kind: 'HelmRelease', namespace: 'flux-system', name: 'aci'}},
      /the HelmRelease flux-system\/aci reads it/,
    ],
    [
      'Argo CD',
      {origin: 'upstream', workload, managedBy: {...manager, tool: 'argo-cd', kind: 'Application', name: 'a'}},
      /the Application a reads/,
    ],
    ['AKS', {origin: 'aks-addon', workload, managedBy: {...manager, tool: 'aks'}}, /^fix it\nAKS manages this connector/],
    ['Virtual Nodes v2', {origin: 'virtual-nodes-v2', workload}, /does not change it/],
    [
      'somebody',
      {origin: 'upstream', workload},
      /To take it over first:\nvkctl install-connector --adopt virtual-kubelet-\S+ --resource-group g --name c$/,
    ],
  ])('of %s say who manages it', (_, changes, remedy) => {
    const unread: Finding = {...finding('connector', 'get the right'), verdict: 'unknown'}
    const findings = [finding('connector', 'fix it'), finding('connector', ''), finding('node', 'fix the node'), unread]
    const [first, ...others] = forOwner(findings, connector('Linux', changes), {resourceGroup: 'g', clusterName: 'c'})
    expect(first?.remedy).toMatch(remedy)
    expect(others).toEqual(findings.slice(1))
  })

  it('of vkctl, and of a node without a connector, stay', () => {
    const findings = [finding('connector', 'fix it')]
    expect(forOwner(findings, connector(), {})).toEqual(findings)
    expect(forOwner(findings, connector('Linux', {origin: 'unknown'}), {})).toEqual(findings)
  })
})
