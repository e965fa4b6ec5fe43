import {expect, it} from '@jest/globals'
import type {Watched} from '../../../../src/lib/connector/wait/read-observations.ts'
import {observe} from '../../../../src/lib/connector/wait/observe.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import {nodeName, pod, release} from '../../checks/objects.ts'
import {cluster, hostWithClock, notReady, shownBy, watched, type State} from './shown-cluster.ts'

const down = cluster({node: notReady})
const up = cluster()

/** Waits, where each round of reading shows the next state of the cluster; the last stays. */
function wait(
  states: readonly State[],
  {timeoutMs = 60_000, connectors = [watched]}: {timeoutMs?: number; connectors?: readonly Watched[]} = {},
) {
  const {host, controller, steps, sleeps, began} = hostWithClock()
  const {session, paths} = shownBy(round => states[Math.min(round, states.length - 1)] ?? [])
  const done = observe(host, session, connectors, new Date(began + timeoutMs)).then(seen => seen.get(release))
  return {done, steps, sleeps, paths, controller, waited: () => host.now().getTime() - began}
}

it('reads a second time, a second later, if the connector is up at once', async () => {
  const {done, sleeps, paths} = wait([up])
  expect(await done).toMatchObject({up: true, missing: ''})
  expect(sleeps).toEqual([1000])
  // Deployments, pods, node and lease in each round.
  expect(paths).toHaveLength(8)
})

it('says what it waits for, each thing once', async () => {
  const {done, steps} = wait([[], [], down, down, up])
  expect((await done)?.up).toBe(true)
  expect(steps).toEqual([`Waiting for ${release}: there is no Deployment`, `Waiting for ${release}: node ${nodeName} is not Ready`])
})

it('says it again when it was up in between', async () => {
  const {done, steps} = wait([down, up, down, up])
  expect((await done)?.up).toBe(true)
  expect(steps).toEqual([`Waiting for ${release}: node ${nodeName} is not Ready`, `Waiting for ${release}: node ${nodeName} is not Ready`])
})

it('reads everything at a fixed pace', async () => {
  const {done, sleeps, paths} = wait([down], {timeoutMs: 10_000})
  expect((await done)?.up).toBe(false)
  expect(new Set(sleeps.slice(0, -1))).toEqual(new Set([300]))
  expect(paths).toHaveLength(4 * (sleeps.length + 1))
})

it.each<readonly [string, State, readonly number[]]>([
  ['it is down in the second round', down, [1000, 300, 1000]],
  ['its pod restarted between the rounds', cluster({pods: [pod({restarts: 1})]}), [1000, 1000, 1000]],
  ['the pod is another one in the second round', cluster({pods: [pod({name: 'connector-2'})]}), [1000, 1000, 1000]],
])('begins the second again when %s', async (_, second, pauses) => {
  const {done, sleeps} = wait([up, second, up])
  expect((await done)?.up).toBe(true)
  expect(sleeps).toEqual(pauses)
})

it('does not wait for one that somebody removed meanwhile', async () => {
  const {done, waited} = wait([down, [], []])
  expect(await done).toMatchObject({up: false, missing: 'there is no Deployment'})
  expect(waited()).toBeLessThan(3000)
})

it('waits for the other when somebody removed one of two', async () => {
  const other: Watched = {...watched, release: 'other', nodeName: 'virtual-kubelet-other'}
  const {done, steps, waited} = wait([down, [], []], {timeoutMs: 2000, connectors: [watched, other]})
  expect(await done).toMatchObject({missing: 'there is no Deployment'})
  expect(steps).toContain('Waiting for other: there is no Deployment')
  expect(waited()).toBeGreaterThanOrEqual(2000)
})

it('waits through an API server that is away', async () => {
  const {done, steps} = wait(['Unable to connect to the server: EOF', up])
  expect((await done)?.up).toBe(true)
  expect(steps.join()).toContain('Unable to connect')
})

it('gives up when time runs out, with what was missing', async () => {
  const {done, waited} = wait([down], {timeoutMs: 2000})
  expect(await done).toMatchObject({up: false, missing: `node ${nodeName} is not Ready`})
  expect(waited()).toBeLessThan(2100)
})

it('reads at least once, whatever the time', async () => {
  expect(await wait([down], {timeoutMs: 0}).done).toMatchObject({up: false, missing: `node ${nodeName} is not Ready`})
})

it('gives one that comes up in the last moment its second, and no less', async () => {
  const {done, sleeps} = wait([down, up], {timeoutMs: 400})
  expect(await done).toMatchObject({up: true})
  expect(sleeps).toEqual([300, 1000])
})

it('does not call up what was seen up once only', async () => {
  expect(await wait([down, up], {timeoutMs: 300}).done).toMatchObject({up: false, missing: 'it has not been stable for a second yet'})
})

it('waits for all, and tells which is not up', async () => {
  const other: Watched = {...watched, release: 'other', nodeName: 'virtual-kubelet-other'}
  const {done, steps} = wait([up], {timeoutMs: 1500, connectors: [watched, other]})
  expect(await done).toMatchObject({up: true})
  expect(steps).toEqual(['Waiting for other: there is no Deployment'])
})

it('ends with the interrupt', async () => {
  const {done, controller} = wait([down])
  controller.abort(new InterruptedError('SIGINT'))
  await expect(done).rejects.toThrow(InterruptedError)
})

it('of none is done at once', async () => {
  const {done, sleeps} = wait([up], {connectors: []})
  expect(await done).toBeUndefined()
  expect(sleeps).toEqual([])
})
