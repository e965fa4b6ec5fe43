import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {WorkloadRef} from '../../../../src/lib/connector/inventory/candidate.ts'
import {doubtsAboutRelease} from '../../../../src/lib/connector/inventory/release-doubts.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'

const inVk = {release: 'r', namespace: 'vk'}
const annotations = {'meta.helm.sh/release-name': 'r', 'meta.helm.sh/release-namespace': 'vk'}

let api: TestApi
let kubectl: Kubectl
beforeAll(async () => {
  api = await startTestApi()
  kubectl = await api.openDirectly(tools['4.2.3'].kubectl)
  await createObjects(
    kubectl,
    [
      {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'vk', annotations}},
      {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'prod'}},
      {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'r', namespace: 'vk', annotations}},
    ],
    {mayExist: []},
  )
})
afterAll(() => api.close())

/** What speaks against uninstalling a release whose record holds these objects. */
function doubts(manifest: string, major = 4, workload?: WorkloadRef): Promise<readonly string[]> {
  const helm = {version: {major}, manifest: async () => manifest}
  return doubtsAboutRelease({kubectl, helm} as unknown as ClusterSession, {...inVk, workload})
}
const own = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: r\n'
const namespace = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`

describe('a release', () => {
  it('may be uninstalled when its objects carry its name, or are gone', async () => {
    expect(await doubts(own)).toEqual([])
    expect(await doubts('apiVersion: v1\nkind: Secret\nmetadata:\n  name: gone\n')).toEqual([])
    expect(await doubts('')).toEqual([])
  })

  it('may not when its record names what belongs to somebody else', async () => {
    expect(await doubts(`${own}---\n${namespace('prod')}`)).toEqual(['it contains Namespace prod, which does not belong to it'])
  })

  it('may not when it holds a kind that no chart of a connector has', async () => {
    expect(await doubts('apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\n')).toEqual([
      'it contains CustomResourceDefinition x, a kind that no chart of a connector has',
    ])
  })

  it('may hold every kind that the chart has', async () => {
    const budget = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: r\n'
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: r\n'
    expect(await doubts(`${budget}---\n${policy}`)).toEqual([])
  })

  it('may take its own Namespace along only when nobody else is in it', async () => {
    expect(await doubts(namespace('vk'))).toEqual([])
    await createObjects(kubectl, [{apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'theirs', namespace: 'vk'}}], {mayExist: []})
    expect(await doubts(namespace('vk'))).toEqual(['it contains the Namespace vk, and ConfigMap vk/theirs in it belongs to somebody else'])
  })

  it('may not for the sake of a workload that only says that it belongs to it', async () => {
    const workload = {kind: 'Deployment', namespace: 'dev', name: 'd'}
    expect(await doubts(own, 4, workload)).toEqual(['the Deployment dev/d is not part of its release'])
    const deployment = (where: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\n${where}`
    expect(await doubts(deployment('  namespace: dev\n'), 4, workload)).toEqual([])
    expect(await doubts(deployment(''), 2, {...workload, namespace: 'vk'})).toEqual([])
  })

  it('of Helm 2 is believed: Tiller annotates nothing', async () => {
    expect(await doubts(namespace('prod'), 2)).toEqual([])
  })
})
