import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/fact.ts'
import type {ClusterSession} from '../../../../src/lib/connector/session/cluster-session.ts'
import type {Host} from '../../../../src/lib/connector/session/host.ts'
import type {Watched} from '../../../../src/lib/connector/wait/look.ts'
import {observe} from '../../../../src/lib/connector/wait/observe.ts'
import {whatIsMissing, type Look} from '../../../../src/lib/connector/wait/what-is-missing.ts'
import {InterruptedError} from '../../../../src/lib/errors.ts'
import {openKubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import type {KubeObject, NodeObject} from '../../../../src/lib/kubernetes/objects.ts'
import type {Invocation, Run} from '../../../../src/lib/process.ts'
import {Secret} from '../../../../src/lib/secret.ts'
import {deployment, lease, node, nodeName, pod, release} from '../../checks/objects.ts'

const up: Look = {deployments: known([deployment()]), pods: known([pod()]), node: known(node()), lease: known(lease())}
const notReady: NodeObject = node({status: {conditions: [{type: 'Ready', status: 'False'}]}})

describe('what a connector lacks', () => {
  it.each<readonly [string, Partial<Look>, string | RegExp]>([
    ['nothing when it is up', {}, ''],
    ['what could not be looked at', {deployments: unknown('no route')}, 'no route'],
    ['pods that could not be looked at', {pods: unknown('no route')}, 'no route'],
    ['a node that could not be looked at', {node: unknown('no route')}, 'no route'],
    ['a lease that could not be looked at', {lease: unknown('no route')}, 'no route'],
    ['its Deployment', {deployments: known([])}, 'there is no Deployment'],
    [
      'a controller that has seen it',
      {deployments: known([deployment({observedGeneration: 0, updatedReplicas: 1})])},
      'its Deployment is being rolled out',
    ],
    [
      'a pod of the new kind',
      {deployments: known([deployment({observedGeneration: 1, updatedReplicas: 0})])},
      'its Deployment is being rolled out',
    ],
    ['its pod', {pods: known([])}, 'its pod is being created'],
    ['its pod, when only the old one is there', {pods: known([pod({deleting: true})])}, 'its pod is being created'],
    ['its pod, when only an evicted one is there', {pods: known([pod({phase: 'Failed', ready: false})])}, 'its pod is being created'],
    ['a ready pod', {pods: known([pod({ready: false})])}, 'pod connector-1: its readiness probe does not pass yet'],
    ['the end of the old pod', {pods: known([pod(), pod({name: 'old'})])}, 'an older pod has not ended'],
    [
      'the end of a pod that only the Deployment counts',
      {deployments: known([deployment({observedGeneration: 1, updatedReplicas: 1, replicas: 2})])},
      'an older pod has not ended',
    ],
    ['nothing, although an evicted pod is still shown', {pods: known([pod({name: 'evicted', phase: 'Failed', ready: false}), pod()])}, ''],
    ['its node', {node: known(undefined)}, `node ${nodeName} is not registered`],
    ['a node that is Ready', {node: known(notReady)}, `node ${nodeName} is not Ready`],
    ['its lease', {lease: known(undefined)}, `node ${nodeName} has not renewed its lease`],
    ['a lease that this pod renewed', {lease: known(lease('2026-11-23T10:59:59.900000Z'))}, `node ${nodeName} has not renewed its lease`],
    [
      'a lease that this pod renewed, not the one that is ending',
      {
        pods: known([pod({name: 'old', deleting: true, startedAt: '2026-11-23T09:00:00Z'}), pod({startedAt: '2026-11-23T11:00:00Z'})]),
        lease: known(lease('2026-11-23T10:59:00Z')),
      },
      `node ${nodeName} has not renewed its lease`,
    ],
    ['nothing with a lease renewed in the second of its start', {lease: known(lease('2026-11-23T11:00:00.000000Z'))}, ''],
  ])('is %s', (_, change, missing) => {
    expect(whatIsMissing({...up, ...change}, {nodeName})).toBe(missing)
  })
})

const watched: Watched = {release, nodeName, osType: 'Linux', namespace: 'vk'}
const cluster = (objects: {readonly pods?: readonly KubeObject[]; readonly node?: NodeObject}): readonly KubeObject[] => [
  deployment(),
  ...(objects.pods ?? [pod()]),
  objects.node ?? node(),
  lease(),
]
const down = cluster({node: notReady})
const wellBeing = cluster({})
const unwell = 'Unable to connect to the server: EOF'

/**
 * A clock that only sleeping moves, and a kubectl whose every look shows the next state of a cluster; the last stays. A look is one call
 * that names all objects, or two: a list of workloads, and the nodes and leases by name.
 */
function watch(
  states: readonly (readonly KubeObject[] | string)[],
  {
    timeoutMs = 60_000,
    connectors = [watched],
    besides = async () => {},
  }: {readonly timeoutMs?: number; readonly connectors?: readonly Watched[]; readonly besides?: () => Promise<void>} = {},
) {
  const began = Date.parse('2026-11-23T12:00:00Z')
  let clock = began
  let halves = 0
  const looks: ('listed' | 'named')[] = []
  /** Kinds of what each look by name asked for. */
  const asked: (readonly (string | undefined)[])[] = []
  const steps: string[] = []
  const sleeps: number[] = []
  const controller = new AbortController()
  const run: Run = async ({args, input}) => {
    const text = await all(input)
    const wanted = args.includes('-f') ? (JSON.parse(text) as {items: readonly KubeObject[]}).items : undefined
    // After a list the nodes and leases are the other half of the look.
    const isWhole = wanted !== undefined && halves % 2 === 0
    if (isWhole) asked.push(wanted.map(({kind}) => kind))
    const state = states[Math.min(Math.floor(halves / 2), states.length - 1)] ?? []
    halves += isWhole ? 2 : 1
    if (isWhole || wanted === undefined) looks.push(isWhole ? 'named' : 'listed')
    if (typeof state === 'string') return {exitCode: 1, stdout: '', stderr: state}
    const items = state.filter(({kind, metadata: {name}}) =>
      wanted === undefined ? kind === 'Deployment' || kind === 'Pod' : wanted.some(ref => ref.kind === kind && ref.metadata.name === name),
    )
    return {exitCode: 0, stdout: JSON.stringify({kind: 'List', items}), stderr: ''}
  }
  const host = {
    signal: controller.signal,
    now: () => new Date(clock),
    async sleep(ms: number) {
      controller.signal.throwIfAborted()
      sleeps.push(ms)
      // What a real call takes.
      clock += ms + 10
    },
    talk: {step: (text: string) => steps.push(text)},
  } as unknown as Host
  const session = {kubectl: openKubectl(run, 'kubectl', {kubeconfig: 'x'})} as unknown as ClusterSession
  const done = observe(host, session, connectors, new Date(clock + timeoutMs), besides).then(seen => seen.get(release))
  return {done, steps, sleeps, looks, asked, controller, waited: () => clock - began}
}

async function all(input: Invocation['input']): Promise<string> {
  if (input === undefined || typeof input === 'string') return input ?? ''
  if (input instanceof Secret) return input.reveal()
  let text = ''
  for await (const piece of input) text += piece
  return text
}

describe('waiting for a connector', () => {
  it('looks a second time, a second later, at one that is up at once', async () => {
    const {done, sleeps, looks} = watch([wellBeing])
    expect(await done).toMatchObject({up: true, missing: ''})
    expect(sleeps).toEqual([1000])
    expect(looks).toEqual(['listed', 'named'])
  })

  it('says what it waits for, each thing once', async () => {
    const {done, steps} = watch([[], [], down, down, wellBeing])
    expect((await done)?.up).toBe(true)
    expect(steps).toEqual([`Waiting for ${release}: there is no Deployment`, `Waiting for ${release}: node ${nodeName} is not Ready`])
  })

  it('begins again when it is down at the second look', async () => {
    const {done, sleeps} = watch([wellBeing, down, wellBeing])
    expect((await done)?.up).toBe(true)
    expect(sleeps).toEqual([1000, 30, 1000])
  })

  it('begins again when the pod restarted between the looks', async () => {
    const {done, sleeps} = watch([wellBeing, cluster({pods: [pod({restarts: 1})]})])
    expect((await done)?.up).toBe(true)
    expect(sleeps).toEqual([1000, 1000])
  })

  it('begins again when the pod is another one at the second look, and looks which', async () => {
    const {done, sleeps, looks} = watch([wellBeing, cluster({pods: [pod({name: 'connector-2'})]})])
    expect((await done)?.up).toBe(true)
    expect(sleeps).toEqual([1000, 30, 1000])
    expect(looks).toEqual(['listed', 'named', 'listed', 'named'])
  })

  it('lists until there is one pod, so that a new one is not overlooked', async () => {
    const two = cluster({pods: [pod({name: 'old'}), pod()]})
    const {done, looks} = watch([cluster({pods: []}), two, wellBeing])
    expect((await done)?.up).toBe(true)
    expect(looks).toEqual(['listed', 'listed', 'listed', 'named'])
  })

  it('soon only looks again at what was missing, and at everything once it is long', async () => {
    const starting = cluster({pods: [pod({ready: false})], node: notReady})
    const {done, asked} = watch([starting, starting, down, down, wellBeing], {connectors: [watched]})
    expect((await done)?.up).toBe(true)
    expect(asked).toEqual([['Pod'], ['Pod'], ['Node', 'Lease'], ['Node', 'Lease'], ['Deployment', 'Pod', 'Node', 'Lease']])
    const long = watch([starting], {timeoutMs: 3000})
    expect((await long.done)?.up).toBe(false)
    expect(long.asked.at(0)).toEqual(['Pod'])
    expect(long.asked.at(-2)).toEqual(['Deployment', 'Pod', 'Node', 'Lease'])
  })

  it('looks at everything in the last moment', async () => {
    const starting = cluster({pods: [pod({ready: false})]})
    const {done, asked} = watch([starting], {timeoutMs: 200})
    expect((await done)?.up).toBe(false)
    expect(asked.at(0)).toEqual(['Pod'])
    expect(asked.at(-1)).toEqual(['Deployment', 'Pod', 'Node', 'Lease'])
  })

  it('lists again when the only pod it knows has failed', async () => {
    const evicted = pod({name: 'evicted', phase: 'Failed', ready: false})
    const {done, looks} = watch([cluster({pods: [evicted]}), cluster({pods: [evicted, pod()]}), wellBeing])
    expect((await done)?.up).toBe(true)
    expect(looks.slice(0, 2)).toEqual(['listed', 'listed'])
  })

  it('looks ever more rarely, and at least every second or so', async () => {
    const {done, sleeps, waited} = watch([down], {timeoutMs: 60_000})
    expect((await done)?.up).toBe(false)
    expect(sleeps.slice(0, 3)).toEqual([30, 30, 30])
    expect(Math.max(...sleeps)).toBe(1000)
    expect(sleeps.slice(0, -1)).toEqual(sleeps.slice(0, -1).toSorted((a, b) => a - b))
    expect(waited()).toBeLessThan(61_000)
  })

  it('does not wait for one that somebody removed meanwhile', async () => {
    const {done, waited} = watch([down, [], []])
    expect(await done).toMatchObject({up: false, missing: 'there is no Deployment'})
    expect(waited()).toBeLessThan(3000)
  })

  it('waits through an API server that is away', async () => {
    const {done, steps} = watch([unwell, wellBeing])
    expect((await done)?.up).toBe(true)
    expect(steps.join()).toContain('Unable to connect')
  })

  it('takes a kind that could not be read for unknown, not for absent', async () => {
    const {done, steps} = watch(['Error from server: etcdserver: request timed out', wellBeing])
    expect((await done)?.up).toBe(true)
    expect(steps).toEqual([`Waiting for ${release}: etcdserver: request timed out`])
  })

  it('gives up when time runs out, with what was missing', async () => {
    expect(await watch([down], {timeoutMs: 2000}).done).toMatchObject({up: false, missing: `node ${nodeName} is not Ready`})
  })

  it('looks at least once, whatever the time', async () => {
    expect(await watch([down], {timeoutMs: 0}).done).toMatchObject({up: false, missing: `node ${nodeName} is not Ready`})
  })

  it('gives one that comes up in the last moment its second, and no less', async () => {
    const {done, sleeps} = watch([down, wellBeing], {timeoutMs: 100})
    expect(await done).toMatchObject({up: true})
    expect(sleeps).toEqual([30, 1000])
  })

  it('does not call up what was seen up once only', async () => {
    expect(await watch([down, wellBeing], {timeoutMs: 30}).done).toMatchObject({up: false, missing: 'it was not up for a second yet'})
  })

  it('waits for all, and tells which is not up', async () => {
    const other: Watched = {...watched, release: 'other', nodeName: 'virtual-kubelet-other'}
    const {done, steps} = watch([wellBeing], {timeoutMs: 1500, connectors: [watched, other]})
    expect(await done).toMatchObject({up: true})
    expect(steps).toEqual(['Waiting for other: there is no Deployment'])
  })

  it('ends with the interrupt', async () => {
    const {done, controller} = watch([down])
    controller.abort(new InterruptedError('SIGINT'))
    await expect(done).rejects.toThrow(InterruptedError)
  })

  it('of none is done at once', async () => {
    const {done, sleeps} = watch([wellBeing], {connectors: []})
    expect(await done).toBeUndefined()
    expect(sleeps).toEqual([])
  })
})

describe('work besides the wait', () => {
  it.each<readonly [string, readonly (readonly KubeObject[])[], number, number]>([
    ['begins in the second before the second look', [down, wellBeing], 60_000, 40],
    ['begins when the wait gets long', [...Array.from({length: 20}, () => down), wellBeing], 60_000, 300],
    ['is done when there is no time to wait', [down], 0, 0],
  ])('%s', async (_, states, timeoutMs, notBefore) => {
    const begun: number[] = []
    const {done, waited} = watch(states, {timeoutMs, besides: async () => void begun.push(waited())})
    await done
    expect(begun).toHaveLength(1)
    expect(begun[0]).toBeGreaterThanOrEqual(notBefore)
    expect(begun[0]).toBeLessThan(notBefore + 100)
  })

  it('is waited for, and its failure is told', async () => {
    const {done} = watch([wellBeing], {besides: () => Promise.reject(new Error('no receipt'))})
    await expect(done).rejects.toThrow('no receipt')
  })
})
