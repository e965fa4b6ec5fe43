import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {ClusterObject, Node} from '../../../sandbox/client/cluster-objects.ts'
import {startNode, type PoolNode} from '../../../sandbox/node/node.ts'
import type {Container, Pod, PodSpec} from '../../../sandbox/client/pod-objects.ts'
import {controlledImage} from './programs.ts'
import {kubectl} from './kubectl.ts'
import {inDefault, pods, startTestCluster, type TestCluster} from './test-cluster.ts'

const web = controlledImage({tags: ['1']})
const stubborn = controlledImage({stubborn: true})

let cluster: TestCluster
let node: PoolNode

beforeAll(async () => {
  cluster = await startTestCluster()
  node = await startNode({
    ...cluster.access,
    authority: cluster.authority,
    // Long enough that the status in between is written before the next start, on a busy machine too.
    backOffMs: 2000,
    images: {'example.com/web': web, 'example.com/stubborn': stubborn},
    hostFiles: {'/etc/kubernetes/azure.json': {content: '{"cloud":"AzurePublicCloud"}', mode: 0o600}},
  })
  // A pod may be made as soon as its namespace has a service account.
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
})
afterAll(async () => {
  await node.stop()
  await cluster.close()
})

const create = (name: string, container: Partial<Container> = {}, spec: Partial<PodSpec> = {}): Promise<Pod> =>
  cluster.client.create<Pod>(inDefault('pods'), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'default'},
    spec: {containers: [{name: 'main', image: 'example.com/web:1', ...container}], ...spec},
  })
const until = (name: string, accept: (pod: Pod | undefined) => boolean): Promise<Pod> => cluster.until<Pod>(pods, `default/${name}`, accept)
const condition = (pod: Pod | undefined, type: string): string | undefined =>
  pod?.status?.conditions?.find(entry => entry.type === type)?.status
const container = (pod: Pod | undefined) => pod?.status?.containerStatuses?.[0]
const event = (name: string, reason: string): Promise<ClusterObject & {message: string}> => {
  let found: (ClusterObject & {message: string}) | undefined
  return new Promise(resolve => {
    const look = async (): Promise<void> => {
      const {items} = await cluster.client.get<{
        items: (ClusterObject & {message: string; reason: string; involvedObject: {name: string}})[]
      }>(inDefault('events'))
      found = items.find(entry => entry.reason === reason && entry.involvedObject.name === name)
      if (found === undefined) setTimeout(() => void look(), 50)
      else resolve(found)
    }
    void look()
  })
}

describe('a pool node', () => {
  it('registers as AKS does: labels, Ready, a Lease, and no taint left', async () => {
    const object = await cluster.until<Node>(
      '/api/v1/nodes',
      node.name,
      found => found?.spec?.taints === undefined || found.spec.taints.length === 0,
    )
    expect(object.metadata.name).toBe('aks-nodepool1-00000000-vmss000000')
    expect(object.metadata.labels).toMatchObject({
      'kubernetes.azure.com/cluster': 'MC_rg_cluster_eastus',
      agentpool: 'nodepool1',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
    })
    expect(object.status?.conditions?.find(({type}) => type === 'Ready')?.status).toBe('True')
    const lease = await cluster.client.get<ClusterObject & {spec: object}>(
      `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node.name}`,
    )
    expect(lease.spec).toMatchObject({holderIdentity: node.name, leaseDurationSeconds: 40})
  })

  it('gives a container its variables and files, and says Ready only when the probe gets through', async () => {
    await cluster.client.create(inDefault('secrets'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name: 'keys', namespace: 'default'},
      data: {a: Buffer.from('one').toString('base64')},
    } as ClusterObject)
    await cluster.client.create(inDefault('configmaps'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'settings', namespace: 'default'},
      data: {b: 'two'},
    } as ClusterObject)
    await create(
      'full',
      {
        args: ['--who=$(WHO)'],
        env: [
          {name: 'WHO', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}},
          {name: 'A', valueFrom: {secretKeyRef: {name: 'keys', key: 'a'}}},
          {name: 'B', valueFrom: {configMapKeyRef: {name: 'settings', key: 'b'}}},
          {name: 'IP', valueFrom: {fieldRef: {fieldPath: 'status.podIP'}}},
        ],
        readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1},
        volumeMounts: [
          {name: 'keys', mountPath: '/keys'},
          {name: 'azure', mountPath: '/etc/acs/azure.json'},
        ],
      },
      {
        volumes: [
          {name: 'keys', secret: {secretName: 'keys'}},
          {name: 'azure', hostPath: {path: '/etc/kubernetes/azure.json', type: 'File'}},
        ],
      },
    )
    const program = await web.next('full')
    const {context} = program
    expect(context.env).toMatchObject({WHO: 'full', A: 'one', B: 'two', IP: context.podIP})
    expect(context.args).toEqual(['--who=full'])
    expect(context.files.read('/keys/a').toString()).toBe('one')
    expect(context.files.read('/etc/acs/azure.json').toString()).toContain('AzurePublicCloud')
    expect(() => context.files.read('/keys/z')).toThrow('open /keys/z: no such file or directory')

    const unready = await until('full', pod => container(pod)?.state.running !== undefined)
    expect([unready.status?.phase, condition(unready, 'Ready')]).toEqual(['Running', 'False'])
    await program.listen(8080)
    const ready = await until('full', pod => condition(pod, 'Ready') === 'True')
    expect(ready.status).toMatchObject({
      phase: 'Running',
      podIP: context.podIP,
      containerStatuses: [{ready: true, restartCount: 0, started: true}],
    })
  })

  it('refuses root where it must not be, and hides files of root from others', async () => {
    await create('root', {}, {securityContext: {runAsNonRoot: true}})
    const refused = await until('root', pod => container(pod)?.state.waiting?.reason === 'CreateContainerConfigError')
    expect(container(refused)?.state.waiting?.message).toMatch(
      /^container has runAsNonRoot and image will run as root \(pod: "root_default\(.*\)", container: main\)$/,
    )
    await create(
      'user',
      {volumeMounts: [{name: 'azure', mountPath: '/azure.json'}]},
      {securityContext: {runAsNonRoot: true, runAsUser: 1000}, volumes: [{name: 'azure', hostPath: {path: '/etc/kubernetes/azure.json'}}]},
    )
    const {context} = await web.next('user')
    expect(() => context.files.read('/azure.json')).toThrow('open /azure.json: permission denied')
  })

  it('waits for an image that does not exist, and for a secret until it does', async () => {
    await create('image', {image: 'example.com/web:9'})
    const pulling = await until('image', pod => container(pod)?.state.waiting?.reason === 'ImagePullBackOff')
    expect(pulling.status?.phase).toBe('Pending')
    expect(container(pulling)?.state.waiting?.message).toContain(
      'failed to resolve reference "example.com/web:9": example.com/web:9: not found',
    )

    await create('secret', {volumeMounts: [{name: 'late', mountPath: '/late'}]}, {volumes: [{name: 'late', secret: {secretName: 'late'}}]})
    expect((await event('secret', 'FailedMount')).message).toBe('MountVolume.SetUp failed for volume "late" : secret "late" not found')
    await cluster.client.create(inDefault('secrets'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name: 'late', namespace: 'default'},
      data: {},
    } as ClusterObject)
    await web.next('secret')
    await until('secret', pod => pod?.status?.phase === 'Running')
  })

  it('starts a container again that ended, at once the first time, then after a pause', async () => {
    await create('crash')
    const first = await web.next('crash')
    first.end(3)
    const second = await web.next('crash')
    const again = await until('crash', pod => container(pod)?.restartCount === 1)
    expect(container(again)?.lastState.terminated).toMatchObject({exitCode: 3, reason: 'Error'})
    second.end(4)
    const waiting = await cluster.next(again, pod => container(pod)?.state.waiting?.reason === 'CrashLoopBackOff')
    expect(container(waiting)?.state.waiting?.message).toMatch(/^back-off 2s restarting failed container=main pod=crash_default\(/)
    await web.next('crash')
    node.killPod('default', 'crash')
    await until('crash', pod => container(pod)?.lastState.terminated?.exitCode === 137)
  })

  it('ends a program whose liveness probe fails', async () => {
    await create('alive', {livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 2}})
    const program = await web.next('alive')
    const silence = await program.listen(8080)
    await until('alive', pod => container(pod)?.ready === true)
    silence()
    await web.next('alive')
    expect(program.signals).toEqual(['SIGTERM'])
    expect((await event('alive', 'Unhealthy')).message).toContain('Liveness probe failed: dial tcp')
    await until('alive', pod => container(pod)?.restartCount === 1)
  })

  it('ends a deleted pod in peace, and by force when its grace is over', async () => {
    await create('leaving')
    const polite = await web.next('leaving')
    await until('leaving', pod => pod?.status?.phase === 'Running')
    await cluster.client.delete(`${inDefault('pods')}/leaving`)
    await until('leaving', pod => pod === undefined)
    expect(polite.signals).toEqual(['SIGTERM'])

    await create('staying', {image: 'example.com/stubborn'})
    const deaf = await stubborn.next('staying')
    await until('staying', pod => pod?.status?.phase === 'Running')
    await cluster.client.delete(`${inDefault('pods')}/staying`, {gracePeriodSeconds: 1})
    await until('staying', pod => pod === undefined)
    expect(deaf.signals).toEqual(['SIGTERM', 'SIGKILL'])
  })

  it('serves the logs of a container and of the one before it', async () => {
    await create('talker')
    const first = await web.next('talker')
    first.context.log('first life')
    first.end(1)
    const second = await web.next('talker')
    for (const line of ['one', 'two', 'three']) second.context.log(line)
    await until('talker', pod => container(pod)?.restartCount === 1 && container(pod)?.state.running !== undefined)
    const log = (...options: string[]): Promise<string> => kubectl(cluster, 'logs', 'talker', ...options)
    expect(await log()).toBe('one\ntwo\nthree\n')
    expect(await log('--tail=1')).toBe('three\n')
    expect(await log('--previous')).toBe('first life\n')
  })
})
