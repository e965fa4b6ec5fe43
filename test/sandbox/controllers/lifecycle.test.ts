import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterObject, Condition, ConfigMap, Lease, Node} from '../../../sandbox/client/cluster-objects.ts'
import type {Namespace, PodDisruptionBudget} from '../../../sandbox/controllers/workload-objects.ts'
import {keepNodeLease} from '../../../sandbox/client/node-lease.ts'
import type {Pod} from '../../../sandbox/client/pod-objects.ts'
import {inDefault, pods, startTestCluster, type TestCluster} from '../node/test-cluster.ts'

// Long enough that a busy machine still renews the Lease in time.
const graceMs = 2000
const configMaps = '/api/v1/configmaps'
let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster({nodeGraceMs: graceMs})
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
})
afterAll(() => cluster.close())

const configMap = (name: string, owner?: ClusterObject, finalizers?: string[]): Promise<ConfigMap> =>
  cluster.client.create<ConfigMap>(inDefault('configmaps'), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'default',
      ...(finalizers === undefined ? {} : {finalizers}),
      ...(owner === undefined
        ? {}
        : {
            ownerReferences: [
              {apiVersion: 'v1', kind: 'ConfigMap', name: owner.metadata.name, uid: owner.metadata.uid ?? '', blockOwnerDeletion: true},
            ],
          }),
    },
  })
const gone = (name: string): Promise<ConfigMap | undefined> =>
  cluster.until<ConfigMap>(configMaps, `default/${name}`, object => object === undefined)

describe('the garbage collector', () => {
  it('deletes what the deleted owned, in turn', async () => {
    const top = await configMap('top')
    const middle = await configMap('middle', top)
    await configMap('bottom', middle)
    await cluster.client.delete(`${inDefault('configmaps')}/top`, {propagationPolicy: 'Background'})
    expect([await gone('bottom'), await gone('middle')]).toEqual([undefined, undefined])
  })

  it('in the foreground lets the owner go last', async () => {
    const owner = await configMap('owner')
    await configMap('held', owner, ['example.com/hold'])
    await cluster.client.delete(`${inDefault('configmaps')}/owner`, {propagationPolicy: 'Foreground'})
    await cluster.until<ConfigMap>(configMaps, 'default/held', object => object?.metadata.deletionTimestamp !== undefined)
    expect((await cluster.client.get<ConfigMap>(`${inDefault('configmaps')}/owner`)).metadata.finalizers).toEqual(['foregroundDeletion'])
    await cluster.client.patch(`${inDefault('configmaps')}/held`, {metadata: {finalizers: null}})
    await gone('owner')
    await gone('held')
  })

  it('with orphans leaves the dependents without an owner', async () => {
    const owner = await configMap('parent')
    await configMap('child', owner)
    await cluster.client.delete(`${inDefault('configmaps')}/parent`, {propagationPolicy: 'Orphan'})
    await gone('parent')
    const child = await cluster.client.get<ConfigMap>(`${inDefault('configmaps')}/child`)
    expect(child.metadata.ownerReferences ?? []).toEqual([])
  })

  it('deletes an object whose owner never was', async () => {
    await configMap('foundling', {metadata: {name: 'nobody', uid: '00000000-0000-4000-8000-000000000000'}})
    expect(await gone('foundling')).toBeUndefined()
  })
})

describe('namespaces', () => {
  it('get a service account and the CA, and are emptied before they go', async () => {
    await cluster.client.create<Namespace>('/api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'short'}})
    await cluster.until('/api/v1/serviceaccounts', 'short/default', object => object !== undefined)
    const ca = await cluster.until<ConfigMap>(configMaps, 'short/kube-root-ca.crt', object => object !== undefined)
    expect(ca.data?.['ca.crt']).toBe(cluster.caCertificate)
    await cluster.client.create('/api/v1/namespaces/short/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'mine', namespace: 'short', finalizers: ['example.com/hold']},
    })
    await cluster.client.delete('/api/v1/namespaces/short')
    await cluster.until<ConfigMap>(configMaps, 'short/mine', object => object?.metadata.deletionTimestamp !== undefined)
    expect((await cluster.client.get<Namespace>('/api/v1/namespaces/short')).status?.phase).toBe('Terminating')
    await cluster.client.patch('/api/v1/namespaces/short/configmaps/mine', {metadata: {finalizers: null}})
    await cluster.until('/api/v1/namespaces', 'short', object => object === undefined)
  })
})

describe('the life of nodes', () => {
  const ready = (node: Node | undefined): Condition | undefined => node?.status?.conditions?.find(({type}) => type === 'Ready')
  const unreachable = [
    {key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule', timeAdded: expect.any(String)},
    {key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: expect.any(String)},
  ]
  const register = (name: string): Promise<Node> =>
    cluster.client.create<Node>('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {name},
      status: {
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            reason: 'KubeletReady',
            message: 'ready',
            lastHeartbeatTime: new Date().toISOString().replace(/\.\d+/, ''),
          },
        ],
        allocatable: {pods: '10'},
        capacity: {pods: '10'},
      },
    })

  it('is unknown and tainted when its Lease is not renewed, and well again when it reports', async () => {
    const stopping = new AbortController()
    await register('fading')
    await keepNodeLease(cluster.client, 'fading', {signal: stopping.signal, renewMs: 100})
    await cluster.client.create(inDefault('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'on-fading', namespace: 'default'},
      spec: {nodeName: 'fading', containers: [{name: 'main', image: 'x'}]},
    })
    await cluster.client.patch(
      `${inDefault('pods')}/on-fading/status`,
      {status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}},
      'strategic',
    )
    const renewed = await cluster.until<Lease>(
      '/apis/coordination.k8s.io/v1/leases',
      'kube-node-lease/fading',
      lease => lease !== undefined,
    )
    await cluster.until<Lease>(
      '/apis/coordination.k8s.io/v1/leases',
      'kube-node-lease/fading',
      lease => Date.parse(lease?.spec?.renewTime ?? '') > Date.parse(renewed.spec?.renewTime ?? '') + graceMs,
    )
    // More than the grace period has gone by, and it is well because the Lease is fresh.
    expect(ready(await cluster.client.get<Node>('/api/v1/nodes/fading'))?.status).toBe('True')
    stopping.abort()
    const lost = await cluster.until<Node>(
      '/api/v1/nodes',
      'fading',
      node => node?.spec?.taints?.length === 2 && ready(node)?.status === 'Unknown',
    )
    expect(ready(lost)).toMatchObject({reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.'})
    expect(lost.spec?.taints).toEqual(unreachable)
    await cluster.until<Pod>(
      pods,
      'default/on-fading',
      pod => pod?.status?.conditions?.find(({type}) => type === 'Ready')?.status === 'False',
    )
    await cluster.client.patch(
      '/api/v1/nodes/fading/status',
      {status: {conditions: [{type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ready'}]}},
      'strategic',
    )
    await cluster.until<Node>('/api/v1/nodes', 'fading', node => (node?.spec?.taints ?? []).length === 0)
  })

  it('takes its pods with it when its object is deleted', async () => {
    await register('leaving')
    await cluster.client.create(inDefault('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'on-leaving', namespace: 'default'},
      spec: {nodeName: 'leaving', containers: [{name: 'main', image: 'x'}]},
    })
    await cluster.client.delete('/api/v1/nodes/leaving')
    expect(await cluster.until(pods, 'default/on-leaving', pod => pod === undefined)).toBeUndefined()
  })
})

describe('disruption budgets', () => {
  it('tell how many pods may be evicted', async () => {
    const budgets = '/apis/policy/v1/poddisruptionbudgets'
    await cluster.client.create<PodDisruptionBudget>('/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {name: 'keep-one', namespace: 'default'},
      spec: {minAvailable: 1, selector: {matchLabels: {app: 'kept'}}},
    })
    const add = async (name: string): Promise<void> => {
      await cluster.client.create(inDefault('pods'), {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {name, namespace: 'default', labels: {app: 'kept'}},
        spec: {schedulerName: 'nobody', containers: [{name: 'main', image: 'x'}]},
      })
      await cluster.client.patch(
        `${inDefault('pods')}/${name}/status`,
        {status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}},
        'strategic',
      )
    }
    await add('kept-1')
    const tight = await cluster.until<PodDisruptionBudget>(budgets, 'default/keep-one', budget => budget?.status?.currentHealthy === 1)
    expect(tight.status).toMatchObject({
      disruptionsAllowed: 0,
      desiredHealthy: 1,
      expectedPods: 1,
      conditions: [{type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods'}],
    })
    await add('kept-2')
    const loose = await cluster.until<PodDisruptionBudget>(budgets, 'default/keep-one', budget => budget?.status?.currentHealthy === 2)
    expect(loose.status).toMatchObject({disruptionsAllowed: 1, conditions: [{status: 'True', reason: 'SufficientPods'}]})
  })
})
