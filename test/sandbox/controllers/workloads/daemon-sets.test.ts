import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {DaemonSet} from '../../../../sandbox/controllers/workload-objects.ts'
import {isNotFound} from '../../../../sandbox/client/cluster-client.ts'
import {startNode, type PoolNode} from '../../../../sandbox/node/node.ts'
import type {Pod} from '../../../../sandbox/client/pod-objects.ts'
import {controlledImage} from '../../node/programs.ts'
import {inDefault, pods, startTestCluster, type TestCluster} from '../../node/test-cluster.ts'

const daemonSets = '/apis/apps/v1/daemonsets'
const own = '/apis/apps/v1/namespaces/default/daemonsets'
let cluster: TestCluster
let node: PoolNode

beforeAll(async () => {
  cluster = await startTestCluster()
  node = await startNode({...cluster.access, authority: cluster.authority, images: {'example.com/agent': controlledImage({})}})
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
  for (const [name, taints] of [
    ['tainted', [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]],
    ['other-label', []],
  ] as const) {
    await cluster.client.create<object>('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {name, labels: {run: name === 'tainted' ? 'agents' : 'nothing'}},
      spec: {taints},
    })
  }
})
afterAll(async () => {
  await node.stop()
  await cluster.close()
})

const daemonSet = (name: string, spec: Partial<DaemonSet['spec']['template']['spec']>): DaemonSet => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {name, namespace: 'default'},
  spec: {
    selector: {matchLabels: {app: name}},
    template: {
      metadata: {labels: {app: name}},
      spec: {containers: [{name: 'main', image: 'example.com/agent'}], terminationGracePeriodSeconds: 1, ...spec},
    },
  },
})
const ofSet = async (app: string): Promise<readonly Pod[]> =>
  (await cluster.client.get<{items: Pod[]}>(inDefault('pods'), {labelSelector: `app=${app}`})).items

describe('DaemonSets', () => {
  it('have a pod on the nodes that bear it, and their status says so', async () => {
    await cluster.client.create(own, daemonSet('agent', {nodeSelector: {'kubernetes.io/hostname': node.name}}))
    const done = await cluster.until<DaemonSet>(daemonSets, 'default/agent', set => set?.status?.numberReady === 1)
    expect(done.status).toMatchObject({currentNumberScheduled: 1, desiredNumberScheduled: 1, numberAvailable: 1, numberMisscheduled: 0})
    expect((await ofSet('agent')).map(({spec}) => spec.nodeName)).toEqual([node.name])
    const [pod] = await ofSet('agent')
    await cluster.client.delete(`${inDefault('pods')}/${pod?.metadata.name}`)
    await cluster.until<Pod>(pods, `default/${pod?.metadata.name}`, found => found === undefined)
    await cluster.until<DaemonSet>(daemonSets, 'default/agent', set => set?.status?.numberReady === 1)
    expect((await ofSet('agent')).map(({metadata}) => metadata.uid)).not.toContain(pod?.metadata.uid)
  })

  it('go by tolerations, and lose the pod with its node', async () => {
    const elsewhere = {nodeSelector: {run: 'agents'}}
    await cluster.client.create(own, daemonSet('shy', elsewhere))
    await cluster.client.create(own, daemonSet('bold', {...elsewhere, tolerations: [{operator: 'Exists'}]}))
    await cluster.until<DaemonSet>(daemonSets, 'default/bold', set => set?.status?.currentNumberScheduled === 1)
    await cluster.until<DaemonSet>(daemonSets, 'default/shy', set => set?.status?.desiredNumberScheduled === 0)
    expect((await ofSet('bold')).map(({spec}) => spec.nodeName ?? 'tainted')).toEqual(['tainted'])
    expect(await ofSet('shy')).toEqual([])
    await cluster.client.delete('/api/v1/nodes/tainted')
    await cluster.until<DaemonSet>(daemonSets, 'default/bold', set => set?.status?.desiredNumberScheduled === 0)
  })

  it('take their pods with them', async () => {
    await cluster.client.delete(`${own}/agent`)
    const [pod] = await ofSet('agent')
    if (pod !== undefined) await cluster.until<Pod>(pods, `default/${pod.metadata.name}`, found => found === undefined)
    expect(await cluster.client.get(`${own}/agent`).catch(isNotFound)).toBe(true)
  })
})
