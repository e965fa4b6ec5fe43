import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterObject, Node} from '../../../../sandbox/client/cluster-objects.ts'
import type {Pod, PodSpec} from '../../../../sandbox/client/pod-objects.ts'
import {inDefault, pods, startTestCluster, type TestCluster} from '../../node/test-cluster.ts'

let cluster: TestCluster

const node = (
  name: string,
  labels: Record<string, string>,
  spec: Node['spec'] = {},
  allocatable: Record<string, string> = {cpu: '4', memory: '8Gi', pods: '2'},
): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, labels},
  spec,
  status: {
    allocatable,
    capacity: allocatable,
    conditions: [
      {type: 'Ready', status: 'True', lastHeartbeatTime: new Date().toISOString().replace(/\.\d+/, ''), reason: 'r', message: 'm'},
    ],
  },
})
const create = (name: string, spec: Partial<PodSpec> = {}): Promise<Pod> =>
  cluster.client.create<Pod>(inDefault('pods'), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default'},
    spec: {containers: [{name: 'main', image: 'example.com/web'}], ...spec},
  })
const scheduled = (pod: Pod | undefined) => pod?.status?.conditions?.find(({type}) => type === 'PodScheduled')
const untolerated = {taints: [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]} as const

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
  await cluster.client.create('/api/v1/nodes', node('pool', {'kubernetes.io/os': 'linux', pool: 'one'}))
  await cluster.client.create(
    '/api/v1/nodes',
    node('virtual', {'kubernetes.io/os': 'linux', type: 'virtual-kubelet'}, {taints: [...untolerated.taints]}),
  )
  // Admission may taint a new node until its controller has seen it Ready.
  for (const name of ['pool', 'virtual'])
    await cluster.until<Node>(
      '/api/v1/nodes',
      name,
      found => found?.spec?.taints?.every(({key}) => key !== 'node.kubernetes.io/not-ready') ?? found !== undefined,
    )
})
afterAll(() => cluster.close())

describe('the scheduler', () => {
  it('goes by selector, affinity, taints and tolerations', async () => {
    await create('plain')
    await create('tolerant', {
      nodeSelector: {type: 'virtual-kubelet'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    })
    await create('attracted', {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  {key: 'type', operator: 'NotIn', values: ['virtual-kubelet']},
                  {key: 'pool', operator: 'Exists'},
                ],
              },
            ],
          },
        },
      },
    })
    const place = async (name: string): Promise<string | undefined> =>
      (await cluster.until<Pod>(pods, `default/${name}`, pod => pod?.spec.nodeName !== undefined)).spec.nodeName
    expect([await place('plain'), await place('tolerant'), await place('attracted')]).toEqual(['pool', 'virtual', 'pool'])
  })

  it('says in the words of kube-scheduler why a pod fits nowhere, and places it as soon as it does', async () => {
    await create('nowhere', {
      nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'windows'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
    })
    const refused = await cluster.until<Pod>(pods, 'default/nowhere', pod => scheduled(pod)?.status === 'False')
    expect(scheduled(refused)).toMatchObject({
      reason: 'Unschedulable',
      message:
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    })
    const {items} = await cluster.client.get<{
      items: (ClusterObject & {reason: string; message: string; involvedObject: {name: string}})[]
    }>(inDefault('events'))
    expect(items.find(({reason}) => reason === 'FailedScheduling')?.message).toContain('0/2 nodes are available')
    await cluster.client.create('/api/v1/nodes', node('windows', {'kubernetes.io/os': 'windows', type: 'virtual-kubelet'}))
    expect((await cluster.until<Pod>(pods, 'default/nowhere', pod => pod?.spec.nodeName !== undefined)).spec.nodeName).toBe('windows')
  })

  it('counts pods, and leaves a cordoned node alone', async () => {
    await create('third', {nodeSelector: {pool: 'one'}})
    const full = await cluster.until<Pod>(pods, 'default/third', pod => scheduled(pod)?.status === 'False')
    // Word for word what kube-scheduler 1.36.3 says; the Windows node has no taint, but no label `pool` either.
    expect(scheduled(full)?.message).toBe(
      "0/3 nodes are available: 1 Too many pods, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). " +
        'no new claims to deallocate, preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    )
    await cluster.client.patch('/api/v1/nodes/pool', {spec: {unschedulable: true}})
    const cordoned = await cluster.until<Pod>(pods, 'default/third', pod => scheduled(pod)?.message?.includes('unschedulable') === true)
    expect(scheduled(cordoned)?.message).toContain('1 node(s) were unschedulable')
    await cluster.client.patch('/api/v1/nodes/pool', {spec: {unschedulable: null}})
    await cluster.client.delete(`${inDefault('pods')}/plain`, {gracePeriodSeconds: 0})
    expect((await cluster.until<Pod>(pods, 'default/third', pod => pod?.spec.nodeName !== undefined)).spec.nodeName).toBe('pool')
  })
})
