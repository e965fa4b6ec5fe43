import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterObject, Node} from '../../../../sandbox/client/cluster-objects.ts'
import type {Pod, PodSpec} from '../../../../sandbox/client/pod-objects.ts'
import {inDefault, pods, startTestCluster, type TestCluster} from '../../node/test-cluster.ts'

// The sentences are those that kube-scheduler 1.36.3 makes for the same nodes and pods, as its plugins are written; most were compared with those of the real one.

let cluster: TestCluster

const node = (name: string, labels: Record<string, string>, allocatable: Record<string, string>): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, labels: {'kubernetes.io/hostname': name, ...labels}},
  status: {
    allocatable: {pods: '20', ...allocatable},
    capacity: {pods: '20', ...allocatable},
    conditions: [
      {type: 'Ready', status: 'True', lastHeartbeatTime: new Date().toISOString().replace(/\.\d+/, ''), reason: 'r', message: 'm'},
    ],
  },
})

const image = 'example.com/web'
const requests = (amounts: Record<string, string>) => ({containers: [{name: 'main', image, resources: {requests: amounts}}]})

async function create(name: string, spec: Partial<PodSpec>, labels: Record<string, string> = {}): Promise<void> {
  await cluster.client.create<Pod>(inDefault('pods'), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default', labels},
    spec: {containers: [{name: 'main', image}], ...spec},
  })
}

const placed = async (name: string): Promise<string | undefined> =>
  (await cluster.until<Pod>(pods, `default/${name}`, pod => pod?.spec.nodeName !== undefined)).spec.nodeName

const condition = (pod: Pod | undefined) => pod?.status?.conditions?.find(({type}) => type === 'PodScheduled')
const messageOf = async (name: string): Promise<string | undefined> =>
  condition(await cluster.until<Pod>(pods, `default/${name}`, pod => condition(pod)?.status === 'False'))?.message

const apart = (labels: Record<string, string>, topologyKey = 'kubernetes.io/hostname') => ({
  requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: labels}, topologyKey}],
})
const spread = (topologyKey: string) => [
  {maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule' as const, labelSelector: {matchLabels: {app: 'spread'}}},
]
const onVirtual = {nodeSelector: {type: 'virtual-kubelet'}}
const toVirtual = {...onVirtual, tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists' as const}]}

beforeAll(async () => {
  cluster = await startTestCluster()
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
  await cluster.client.create(
    '/api/v1/nodes',
    node('pool', {'topology.kubernetes.io/zone': 'one'}, {cpu: '4', memory: '8Gi', 'ephemeral-storage': '10Gi', 'example.com/device': '1'}),
  )
  await cluster.client.create('/api/v1/nodes', node('virtual', {type: 'virtual-kubelet'}, {cpu: '10k', memory: '4Ti'}))
  for (const name of ['pool', 'virtual'])
    await cluster.until<Node>(
      '/api/v1/nodes',
      name,
      found => found !== undefined && (found.spec?.taints ?? []).every(({key}) => key !== 'node.kubernetes.io/not-ready'),
    )
  await cluster.client.patch('/api/v1/nodes/virtual', {
    spec: {taints: [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]},
  })
  await cluster.until<Node>('/api/v1/nodes', 'virtual', found => found?.spec?.taints !== undefined)
  await create('there', toVirtual, {app: 'there'})
  await placed('there')
  await create('alone', {...toVirtual, affinity: {podAntiAffinity: apart({app: 'stranger'})}})
  await placed('alone')
  await create('port', {containers: [{name: 'main', image, ports: [{containerPort: 80, hostPort: 80}]}]})
  await placed('port')
})
afterAll(() => cluster.close())

/** What follows the reasons: nodes that would fit if pods left them, and those that would not. */
const preemption = (victims: number, helpless: number): string => {
  const helps = [
    ...(victims === 0 ? [] : [`${victims} No preemption victims found for incoming pod`]),
    ...(helpless === 0 ? [] : [`${helpless} Preemption is not helpful for scheduling`]),
  ]
  return ` no new claims to deallocate, preemption: 0/2 nodes are available: ${helps.toSorted().join(', ')}.`
}
const elsewhere = "1 node(s) didn't match Pod's node affinity/selector"
const tainted = '1 node(s) had untolerated taint(s)'

describe('a pod that fits nowhere', () => {
  it.each<[string, Partial<PodSpec>, string, [number, number]]>([
    [
      'ephemeral storage',
      {...toVirtual, ...requests({'ephemeral-storage': '1Gi'})},
      `1 Insufficient ephemeral-storage, ${elsewhere}.`,
      [0, 2],
    ],
    [
      'devices',
      requests({'example.com/device': '2', 'nvidia.com/gpu': '1'}),
      `1 Insufficient example.com/device, 1 Insufficient nvidia.com/gpu, ${tainted}.`,
      [0, 2],
    ],
    [
      'an init container',
      {initContainers: [{name: 'init', image, resources: {requests: {memory: '9Gi'}}}]},
      `1 Insufficient memory, ${tainted}.`,
      [0, 2],
    ],
    [
      'a sidecar and its container',
      {
        ...requests({cpu: '2500m'}),
        initContainers: [{name: 'init', image, restartPolicy: 'Always', resources: {requests: {cpu: '2'}}}],
      },
      `1 Insufficient cpu, ${tainted}.`,
      [0, 2],
    ],
    [
      'anti-affinity',
      {...toVirtual, affinity: {podAntiAffinity: apart({app: 'there'})}},
      `${elsewhere}, 1 node(s) didn't match pod anti-affinity rules.`,
      [1, 1],
    ],
    ['the anti-affinity of others', toVirtual, `${elsewhere}, 1 node(s) didn't satisfy existing pods anti-affinity rules.`, [1, 1]],
    [
      'affinity',
      {...toVirtual, affinity: {podAffinity: apart({app: 'nobody'})}},
      `${elsewhere}, 1 node(s) didn't match pod affinity rules.`,
      [0, 2],
    ],
    [
      'affinity in a zone',
      {...toVirtual, affinity: {podAffinity: apart({app: 'there'}, 'topology.kubernetes.io/zone')}},
      `${elsewhere}, 1 node(s) didn't match pod affinity rules.`,
      [0, 2],
    ],
    [
      'spreading over zones',
      {...toVirtual, topologySpreadConstraints: spread('topology.kubernetes.io/zone')},
      `${elsewhere}, 1 node(s) didn't match pod topology spread constraints (missing required label).`,
      [0, 2],
    ],
    [
      'a port of the node',
      {containers: [{name: 'main', image, ports: [{containerPort: 8080, hostPort: 80}]}]},
      `1 node(s) didn't have free ports for the requested pod ports, ${tainted}.`,
      [1, 1],
    ],
    [
      'one node by name',
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['virtual']}]}],
            },
          },
        },
      },
      `1 node(s) didn't satisfy plugin(s) [NodeAffinity], ${tainted}.`,
      [0, 2],
    ],
    ['a taint', onVirtual, `${elsewhere}, ${tainted}.`, [0, 2]],
  ])('because of %s', async (what, spec, reasons, [victims, helpless]) => {
    const name = what.replaceAll(' ', '-')
    // The label matters to one row only: a pod that runs keeps away from it.
    await create(name, spec, name === 'the-anti-affinity-of-others' ? {app: 'stranger'} : {})
    expect(await messageOf(name)).toBe(`0/2 nodes are available: ${reasons}${preemption(victims, helpless)}`)
  })
})

it('says which claim a pod waits for', async () => {
  await create('claiming', {volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'none'}}]})
  expect(await messageOf('claiming')).toBe('0/2 nodes are available: persistentvolumeclaim "none" not found. not found')
})

it('does not look for pods to preempt if the priority class of a pod forbids it', async () => {
  await cluster.client.create('/apis/scheduling.k8s.io/v1/priorityclasses', {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: {name: 'modest'},
    value: 7,
    preemptionPolicy: 'Never',
  })
  await create('modest', {...toVirtual, priorityClassName: 'modest', ...requests({'ephemeral-storage': '1Gi'})})
  expect(await messageOf('modest')).toMatch(/ no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never\.$/)
})

describe('a pod that waits', () => {
  it('is placed when another pod leaves', async () => {
    await create('second', {...toVirtual, affinity: {podAntiAffinity: apart({app: 'stays'})}}, {app: 'stays'})
    expect(await placed('second')).toBe('virtual')
    await create('third', {...toVirtual, affinity: {podAntiAffinity: apart({app: 'stays'})}}, {app: 'stays'})
    expect(await messageOf('third')).toContain('anti-affinity rules')
    await cluster.client.delete(`${inDefault('pods')}/second`, {gracePeriodSeconds: 0})
    expect(await placed('third')).toBe('virtual')
  })

  it('is placed when a pod that it wants beside it comes', async () => {
    await create('follower', {...toVirtual, affinity: {podAffinity: apart({app: 'leader'})}})
    expect(await messageOf('follower')).toContain('affinity rules')
    await create('leader', toVirtual, {app: 'leader'})
    expect(await placed('follower')).toBe('virtual')
  })

  it('is placed when the pods of its kind are spread', async () => {
    const topologySpreadConstraints = spread('kubernetes.io/hostname').map(one => ({...one, nodeAffinityPolicy: 'Ignore' as const}))
    for (const name of ['spread-a', 'spread-b']) await create(name, {...toVirtual, topologySpreadConstraints}, {app: 'spread'})
    expect(await placed('spread-a')).toBe('virtual')
    expect(await messageOf('spread-b')).toContain("1 node(s) didn't match pod topology spread constraints. ")
    await create('spread-c', {nodeSelector: {'kubernetes.io/hostname': 'pool'}}, {app: 'spread'})
    expect(await placed('spread-b')).toBe('virtual')
  })

  it('waits for its gates', async () => {
    await create('gated', {...toVirtual, schedulingGates: [{name: 'example.com/quota'}]})
    expect(condition(await cluster.client.get<Pod>(`${inDefault('pods')}/gated`))).toMatchObject({
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    })
    await cluster.client.patch(`${inDefault('pods')}/gated`, {spec: {schedulingGates: null}})
    expect(await placed('gated')).toBe('virtual')
  })
})

it('deletes pods that do not tolerate a NoExecute taint, and says so', async () => {
  await create('tolerant', {...toVirtual, tolerations: [{operator: 'Exists'}]})
  await create('evicted', {...toVirtual, terminationGracePeriodSeconds: 0})
  await Promise.all([placed('tolerant'), placed('evicted')])
  const {spec} = await cluster.client.get<Node>('/api/v1/nodes/virtual')
  const taints = [...(spec?.taints ?? []), {key: 'example.com/maintenance', effect: 'NoExecute' as const}]
  await cluster.client.patch('/api/v1/nodes/virtual', {spec: {taints}})
  await cluster.until<Pod>(pods, 'default/evicted', pod => pod === undefined || pod.metadata.deletionTimestamp !== undefined)
  const {items} = await cluster.client.get<{items: (ClusterObject & {reason: string; message: string})[]}>(inDefault('events'))
  expect(items.filter(({reason}) => reason === 'TaintManagerEviction').map(({message}) => message)).toContain(
    'Marking for deletion Pod default/evicted',
  )
  expect((await cluster.client.get<Pod>(`${inDefault('pods')}/tolerant`)).metadata.deletionTimestamp).toBeUndefined()
})
