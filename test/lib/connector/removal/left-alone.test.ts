import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {tools} from '../../../tools.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import type {NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {connector} from './target.ts'
import {doubtsAboutNode, doubtsAboutRelease, mayTouch, rivalsThatStay} from '../../../../src/lib/connector/removal/left-alone.ts'

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
function doubts(manifest: string, major = 4): Promise<readonly string[]> {
  const helm = {version: {major}, manifest: async () => manifest}
  return doubtsAboutRelease({kubectl, helm} as unknown as ClusterSession, inVk)
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

  it('of Helm 2 is believed: Tiller annotates nothing', async () => {
    expect(await doubts(namespace('prod'), 2)).toEqual([])
  })
})

const virtual: NodeObject = {kind: 'Node', metadata: {name: 'n', labels: {type: 'virtual-kubelet'}}}

describe('a node', () => {
  it('is the connector’s to delete when it is virtual, or gone', () => {
    expect(doubtsAboutNode(virtual)).toEqual([])
    expect(doubtsAboutNode(undefined)).toEqual([])
  })

  it('is not when a machine is behind it, whatever its labels say', () => {
    const providerID =
      'azure:///subscriptions/s/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/0'
    expect(doubtsAboutNode({...virtual, spec: {providerID}})).toEqual(['its node n is a machine of the cluster'])
  })

  it('is not without the label', () => {
    expect(doubtsAboutNode({kind: 'Node', metadata: {name: 'n'}})).toEqual(['its node n does not have the label type=virtual-kubelet'])
  })
})

describe('rivals for a node', () => {
  const one = connector()
  const other = {...connector('Windows'), namespace: 'dev'}
  const rivalry = {...one, facts: {...one.facts, rivals: known([`dev/${other.release}`, 'Deployment dev/x'])}}

  it('count unless they are removed as well', () => {
    expect(rivalsThatStay(rivalry, [rivalry])).toEqual([`dev/${other.release}`, 'Deployment dev/x'])
    expect(rivalsThatStay(rivalry, [rivalry, other])).toEqual(['Deployment dev/x'])
  })
})

describe('how much of a connector may be touched', () => {
  it('is nothing with a doubt, and not the node if another connector needs it', () => {
    expect(mayTouch({doubts: ['its node is a machine'], rivals: ['dev/other']})).toBe('nothing')
    expect(mayTouch({doubts: [], rivals: ['dev/other']})).toBe('all but the node')
    expect(mayTouch({doubts: [], rivals: []})).toBe('everything')
  })
})
