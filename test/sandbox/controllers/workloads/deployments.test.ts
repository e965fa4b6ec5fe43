import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {Deployment, DeploymentStatus, ReplicaSet} from '../../../../sandbox/controllers/workload-objects.ts'
import {startNode, type PoolNode} from '../../../../sandbox/node/node.ts'
import type {Pod} from '../../../../sandbox/client/pod-objects.ts'
import {controlledImage} from '../../node/programs.ts'
import {kubectl} from '../../node/kubectl.ts'
import {inDefault, startTestCluster, type TestCluster} from '../../node/test-cluster.ts'

const deployments = '/apis/apps/v1/deployments'
const own = '/apis/apps/v1/namespaces/default/deployments'
let cluster: TestCluster
let node: PoolNode

beforeAll(async () => {
  cluster = await startTestCluster()
  node = await startNode({
    ...cluster.access,
    authority: cluster.authority,
    images: {'example.com/web': controlledImage({tags: ['1', '2']})},
  })
  await cluster.until('/api/v1/serviceaccounts', 'default/default', account => account !== undefined)
})
afterAll(async () => {
  await node.stop()
  await cluster.close()
})

const deployment = (name: string, replicas: number, spec: Partial<Deployment['spec']> = {}): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name, namespace: 'default'},
  spec: {
    replicas,
    selector: {matchLabels: {app: name}},
    template: {
      metadata: {labels: {app: name}},
      spec: {containers: [{name: 'main', image: 'example.com/web:1'}], terminationGracePeriodSeconds: 1},
    },
    ...spec,
  },
})
const rolledOut =
  (replicas: number, image: string) =>
  (object: Deployment | undefined): boolean =>
    object?.status?.observedGeneration === object?.metadata.generation &&
    object?.spec.template.spec.containers[0]?.image === image &&
    object?.status?.updatedReplicas === replicas &&
    object?.status.availableReplicas === replicas &&
    object?.status.replicas === replicas
const items = async <T>(path: string, app: string): Promise<T[]> =>
  (await cluster.client.get<{items: T[]}>(path, {labelSelector: `app=${app}`})).items
const sets = (app: string): Promise<ReplicaSet[]> => items<ReplicaSet>('/apis/apps/v1/namespaces/default/replicasets', app)

describe('Deployments', () => {
  it('makes a ReplicaSet and its pods, and says so in its status', async () => {
    await cluster.client.create(own, deployment('web', 2))
    const done = await cluster.until<Deployment>(deployments, 'default/web', rolledOut(2, 'example.com/web:1'))
    const [set, ...others] = await sets('web')
    expect(others).toEqual([])
    expect(done.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('1')
    expect(done.status?.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }),
        expect.objectContaining({
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${set?.metadata.name}" has successfully progressed.`,
        }),
      ]),
    )
    const hash = set?.metadata.labels?.['pod-template-hash']
    expect(set?.metadata.name).toBe(`web-${hash}`)
    const pods = await items<Pod>(inDefault('pods'), 'web')
    expect(pods).toHaveLength(2)
    for (const {metadata} of pods) {
      expect(metadata).toMatchObject({generateName: `web-${hash}-`, labels: {app: 'web', 'pod-template-hash': hash}})
      expect(metadata.ownerReferences).toEqual([
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `web-${hash}`,
          uid: set?.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ])
    }
  })

  it('rolls over to a new template and back, and keeps the old ReplicaSet', async () => {
    await cluster.client.create(own, deployment('roll', 2))
    await cluster.until<Deployment>(deployments, 'default/roll', rolledOut(2, 'example.com/web:1'))
    const change = (image: string): Promise<unknown> =>
      cluster.client.patch(`${own}/roll`, {spec: {template: {spec: {containers: [{name: 'main', image}]}}}}, 'strategic')
    await change('example.com/web:2')
    await cluster.until<Deployment>(deployments, 'default/roll', rolledOut(2, 'example.com/web:2'))
    expect(new Set((await sets('roll')).map(({spec}) => spec.replicas))).toEqual(new Set([0, 2]))
    await change('example.com/web:1')
    const back = await cluster.until<Deployment>(deployments, 'default/roll', rolledOut(2, 'example.com/web:1'))
    expect(await sets('roll')).toHaveLength(2)
    expect(back.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3')
  })

  it('keeps enough pods available while it rolls, and stops at an image that does not exist', async () => {
    await cluster.client.create(own, deployment('stuck', 4, {progressDeadlineSeconds: 1}))
    await cluster.until<Deployment>(deployments, 'default/stuck', rolledOut(4, 'example.com/web:1'))
    const seen: DeploymentStatus[] = []
    // A quarter of 4 more, a quarter of 4 fewer. On a busy machine the deadline may also pass on the way there.
    const stuck = cluster.until<Deployment>(deployments, 'default/stuck', object => {
      const {status = {}} = object ?? {}
      seen.push(status)
      const late = status.conditions?.some(({reason}) => reason === 'ProgressDeadlineExceeded') === true
      return late && status.replicas === 5 && status.updatedReplicas === 2 && status.availableReplicas === 3
    })
    await cluster.client.patch(
      `${own}/stuck`,
      {spec: {template: {spec: {containers: [{name: 'main', image: 'example.com/web:9'}]}}}},
      'strategic',
    )
    await stuck
    for (const {replicas, availableReplicas} of seen) {
      expect(replicas).toBeLessThanOrEqual(5)
      expect(availableReplicas).toBeGreaterThanOrEqual(3)
    }
  })

  it('with Recreate starts the new pod only when the old one is gone', async () => {
    await cluster.client.create(own, deployment('one', 1, {strategy: {type: 'Recreate'}}))
    await cluster.until<Deployment>(deployments, 'default/one', rolledOut(1, 'example.com/web:1'))
    const alive = new Set<string>()
    let most = 0
    const watching = new AbortController()
    const watch = cluster.client
      .watch<Pod>(
        inDefault('pods'),
        {labelSelector: 'app=one'},
        ({type, object}) => {
          if (type === 'DELETED') alive.delete(object.metadata.name)
          else alive.add(object.metadata.name)
          most = Math.max(most, alive.size)
        },
        watching.signal,
      )
      .catch(() => undefined)
    await cluster.client.patch(
      `${own}/one`,
      {spec: {template: {spec: {containers: [{name: 'main', image: 'example.com/web:2'}]}}}},
      'strategic',
    )
    await cluster.until<Deployment>(deployments, 'default/one', rolledOut(1, 'example.com/web:2'))
    watching.abort()
    await watch
    expect(most).toBe(1)
  })

  it('satisfies kubectl: rollout status, scale, and a deletion that waits for the pods', async () => {
    await cluster.client.create(own, deployment('cli', 1))
    expect(await kubectl(cluster, 'rollout', 'status', 'deployment/cli', '--timeout=60s')).toContain('successfully rolled out')
    await kubectl(cluster, 'scale', 'deployment/cli', '--replicas=3')
    await cluster.until<Deployment>(deployments, 'default/cli', rolledOut(3, 'example.com/web:1'))
    await kubectl(cluster, 'delete', 'deployment', 'cli', '--cascade=foreground', '--timeout=60s')
    expect([await sets('cli'), await items<Pod>(inDefault('pods'), 'cli')]).toEqual([[], []])
  }, 120_000)
})
