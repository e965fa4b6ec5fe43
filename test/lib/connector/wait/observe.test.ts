import {expect, it} from '@jest/globals'
import {observe} from '../../../../src/lib/connector/wait/observe.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import type {KubeObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import {deployment, lease, nodeName, pod, release} from '../../checks/objects.ts'
import {account, cluster, hostWithClock, notReady, shownBy, watched, type State} from './shown-cluster.ts'

const down = cluster({node: notReady})
const up = cluster()

/** Waits, where each round of reading shows the next state of the cluster; the last stays. */
function wait(states: readonly State[], {timeoutMs = 60_000, savesNode = false} = {}) {
  const {host, controller, steps, sleeps, began} = hostWithClock()
  const {session, paths} = shownBy(round => states[Math.min(round, states.length - 1)] ?? [])
  const done = observe(host, session, watched, {deadline: new Date(began + timeoutMs), savesNode})
  return {done, steps, sleeps, paths, controller, waited: () => host.now().getTime() - began}
}

it('reads a second time, a second later, if the connector is up at once', async () => {
  const {done, sleeps, paths} = wait([up])
  expect(await done).toMatchObject({ended: 'up', cause: ''})
  expect(sleeps).toEqual([1000])
  // Deployments, pods, node, lease and service account in each round.
  expect(paths).toHaveLength(10)
})

it('says what it waits for, each thing once', async () => {
  const {done, steps} = wait([[], [], down, down, up])
  expect((await done).ended).toBe('up')
  expect(steps).toEqual([`Waiting for ${release}: There is no Deployment.`, `Waiting for ${release}: The node ${nodeName} is not Ready.`])
})

it('says it again when it was up in between', async () => {
  const {done, steps} = wait([down, up, down, up])
  expect((await done).ended).toBe('up')
  expect(steps).toEqual([
    `Waiting for ${release}: The node ${nodeName} is not Ready.`,
    `Waiting for ${release}: The node ${nodeName} is not Ready.`,
  ])
})

it('reads everything at a fixed pace', async () => {
  const {done, sleeps, paths} = wait([down], {timeoutMs: 10_000})
  expect((await done).ended).toBe('late')
  expect(new Set(sleeps.slice(0, -1))).toEqual(new Set([300]))
  // The log is read less often.
  expect(paths.filter(path => !path.includes('/log'))).toHaveLength(5 * (sleeps.length + 1))
})

it.each<readonly [string, State, readonly number[]]>([
  ['it is down in the second round', down, [1000, 300, 1000]],
  ['its pod restarted between the rounds', cluster({pods: [pod({restarts: 1})]}), [1000, 1000, 1000]],
  ['the pod is another one in the second round', cluster({pods: [pod({name: 'connector-2'})]}), [1000, 1000, 1000]],
])('begins the second again when %s', async (_, second, pauses) => {
  const {done, sleeps} = wait([up, second, up])
  expect((await done).ended).toBe('up')
  expect(sleeps).toEqual(pauses)
})

it('does not wait for one that somebody removed meanwhile', async () => {
  const {done, waited} = wait([down, [], []])
  expect(await done).toMatchObject({ended: 'gone', cause: 'There is no Deployment.'})
  expect(waited()).toBeLessThan(3000)
})

it('waits through an API server that is away', async () => {
  const {done, steps} = wait(['Unable to connect to the server: EOF', up])
  expect((await done).ended).toBe('up')
  expect(steps.join()).toContain('Unable to connect')
})

it('gives up when time runs out, with what was missing', async () => {
  const {done, waited} = wait([down], {timeoutMs: 2000})
  expect(await done).toMatchObject({ended: 'late', cause: `The node ${nodeName} is not Ready.`})
  expect(waited()).toBeLessThan(2100)
})

it('reads at least once, whatever the time', async () => {
  expect(await wait([down], {timeoutMs: 0}).done).toMatchObject({ended: 'late', cause: `The node ${nodeName} is not Ready.`})
})

it('gives one that comes up in the last moment its second, and no less', async () => {
  const {done, sleeps} = wait([down, up], {timeoutMs: 400})
  expect(await done).toMatchObject({ended: 'up'})
  expect(sleeps).toEqual([300, 1000])
})

it('does not call up what was seen up once only', async () => {
  expect(await wait([down, up], {timeoutMs: 300}).done).toMatchObject({ended: 'late', cause: 'It has not been stable for a second yet.'})
})

it('ends with the interrupt', async () => {
  const {done, controller} = wait([down])
  controller.abort(new InterruptedError('SIGINT'))
  await expect(done).rejects.toThrow(InterruptedError)
})

const waiting = (reason: string, message?: string): State =>
  cluster({
    pods: [
      pod({
        status: {
          phase: 'Pending',
          containerStatuses: [
            {name: 'connector', ready: false, restartCount: 0, state: {waiting: {reason, ...(message !== undefined && {message})}}},
          ],
        },
      }),
    ],
  })

it('ends when an image cannot be pulled again, and says it once', async () => {
  const [first, again] = [waiting('ErrImagePull', 'not found'), waiting('ImagePullBackOff')]
  const {done, steps, waited} = wait([first, again, first, again, first])
  expect(await done).toMatchObject({ended: 'final', cause: 'Pod connector-1: ErrImagePull: not found.'})
  expect(steps).toHaveLength(2)
  expect(waited()).toBeGreaterThanOrEqual(15_000)
  expect(waited()).toBeLessThan(16_000)
})

it('goes on when an image could be pulled in the second try', async () => {
  const first = waiting('ErrImagePull')
  expect((await wait([...Array.from({length: 30}, () => first), up]).done).ended).toBe('up')
})

const refused = (): State => {
  const conditions = [{type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'admission webhook "p" denied the request'}]
  return [deployment({observedGeneration: 1, updatedReplicas: 0, conditions}), account]
}

it('ends when Kubernetes refuses its pod', async () => {
  expect(await wait([refused()]).done).toMatchObject({
    ended: 'final',
    cause: 'Kubernetes refuses its pod: admission webhook "p" denied the request.',
  })
})

it('says which event explains that it does not start', async () => {
  const event = {
    kind: 'Event',
    type: 'Warning',
    reason: 'FailedMount',
    message: 'secret "x" not found',
    metadata: {name: 'e', namespace: 'vk'},
  }
  const {done, steps} = wait([[...(waiting('ContainerCreating') as readonly KubeObject[]), event]], {timeoutMs: 5000})
  expect(await done).toMatchObject({ended: 'late', cause: 'Pod connector-1: ContainerCreating. FailedMount: secret "x" not found'})
  expect(steps).toHaveLength(2)
})

it('says why no node takes its pod, and waits on', async () => {
  const conditions = [{type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available'}]
  const spot = {key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule'}
  const pool: NodeObject = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'aks-1'}, spec: {taints: [spot]}}
  const {done} = wait([[deployment(), account, pod({status: {phase: 'Pending', conditions}}), pool]], {timeoutMs: 20_000})
  expect(await done).toMatchObject({
    ended: 'late',
    cause: expect.stringContaining('the taint kubernetes.azure.com/scalesetpriority=spot:NoSchedule of aks-1 is not tolerated'),
  })
})

it('ends before Kubernetes gives up the node, if it is told to', async () => {
  const silent = cluster({pods: [pod({ready: false})], lease: lease('2026-11-23T11:57:59Z')})
  expect(await wait([silent], {savesNode: true}).done).toMatchObject({ended: 'given-up'})
  expect(await wait([silent], {timeoutMs: 2000}).done).toMatchObject({ended: 'late'})
})
