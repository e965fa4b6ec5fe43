import {setTimeout as sleep} from 'node:timers/promises'
import {ClusterClient} from '../client/cluster-client.ts'
import {durationText} from '../settings/duration.ts'
import type {Sandbox} from '../sandbox.ts'
import {changeWorld} from '../settings/world-settings.ts'
import {startActions} from './actions.ts'
import {canSurvive, endOf, isAllowed, reasonFor, type End} from './judge.ts'
import {startPipeline, type RunningPipeline} from './pipeline.ts'
import {milliseconds, type Drill} from './read-scenario.ts'
import type {EndState, Outcome, Scenario, ScenarioObject} from './scenario.ts'
import {thingsIn, type Thing} from './things.ts'

export interface DrillOptions {
  readonly command: readonly string[]
  readonly port: number
  /** What the world is like in every scenario. */
  readonly settings: unknown
  /** Instead of the time limit of the scenario. */
  readonly timeLimitMs: number | undefined
  readonly print: (text: string) => void
  /** Aborted when the drills must end; the pipeline gets SIGTERM then. */
  readonly signal: AbortSignal
}

/** How a pipeline got through a scenario (schemas/drills.schema.json). */
export interface DrillResult {
  readonly scenario: string
  readonly title: string
  readonly survived: boolean
  /** Why it has not survived; null if it has. */
  readonly reason: string | null
  /** Of its last run. */
  readonly exitCode: number
  readonly end: EndState
  readonly left: readonly string[]
  readonly runs: number
  readonly seconds: number
  /** The last lines that it printed. */
  readonly output: string
}

/** Lets a pipeline run in a sandbox of its own in which things fail as the scenario says. */
export async function runDrill({name, scenario, timeLimitMs: own}: Drill, options: DrillOptions): Promise<DrillResult> {
  const {command, port, settings, timeLimitMs = own, print, signal} = options
  const {world, signedIn, objects = [], faults = [], actions = [], expect, again, title} = scenario
  const {startSandbox} = await import('../sandbox.ts')
  await using sandbox = await startSandbox({port, settings, ...(signedIn !== undefined && {signedIn})})
  const {url, caCertificate, adminToken: token} = sandbox.cluster.api
  const client = new ClusterClient({url, caCertificate, token}, 'drill')
  if (world !== undefined) changeWorld(sandbox.azure.state, world)
  await create(client, objects)
  const before = await thingsIn(client, sandbox.azure.state)
  let seconds = 0
  let output = ''

  const play = async (expected: readonly Outcome[], begin: (pipeline: RunningPipeline) => () => boolean) => {
    const meets = watchMeeting(scenario, sandbox)
    const pipeline = startPipeline(command, {env: {...sandbox.env, VKCTL_DRILL: name}, timeLimitMs, print})
    const end = begin(pipeline)
    const interrupt = (): void => pipeline.signal('SIGTERM')
    signal.addEventListener('abort', interrupt, {once: true})
    if (signal.aborted) interrupt()
    const ended = await pipeline.ended
    signal.removeEventListener('abort', interrupt)
    const allHappened = end()
    const hasMet = meets()
    // What the scenario broke does not keep us from looking.
    sandbox.faults.set([])
    seconds += ended.seconds
    output += ended.output
    const isOver = () => signal.aborted || !canSurvive(expected, ended)
    const found = await settled(
      seen => isOver() || isAllowed(expected, ended, seen),
      () => look({sandbox, client, before, output: ended.output}),
    )
    const untouched = allHappened && hasMet ? null : 'Nothing failed while the pipeline ran, so it was not put to the test.'
    const isSurvived = allHappened && isAllowed(expected, ended, found)
    return {ended, found, reason: isSurvived || !allHappened ? untouched : reasonFor(expected, ended, found, durationText(timeLimitMs))}
  }
  sandbox.faults.set(faults)
  let last = await play(expect, pipeline => startActions(actions, {sandbox, client, pipeline}))
  let runs = 1
  if (last.reason === null && again !== undefined && !signal.aborted) {
    await sleep(milliseconds(again.after ?? '0s'), undefined, {signal}).catch(() => undefined)
    last = await play(again.expect, () => () => true)
    if (last.reason !== null) last.reason = `Of the second run: ${last.reason}`
    runs++
  }
  client.close()
  const {ended, found, reason} = last
  const result = {scenario: name, title, survived: reason === null, reason, exitCode: ended.exitCode, end: found.state, left: found.left}
  return {...result, runs, seconds: Math.round(seconds * 10) / 10, output: output.slice(-mostTail)}
}

const mostTail = 16_384
const settleMs = 10_000

/** Looks until the end is a good one, but no longer than things may take to go away. */
async function settled(isGood: (found: End) => boolean, lookAgain: () => Promise<End>): Promise<End> {
  const giveUpAt = performance.now() + settleMs
  for (;;) {
    const found = await lookAgain()
    if (isGood(found) || performance.now() > giveUpAt) return found
    await sleep(500)
  }
}

/**
 * The result tells whether the pipeline has met what fails from the start: a request that a fault hit, and else, if the world differs, any request to Azure.
 */
function watchMeeting({world, signedIn, objects}: Scenario, {faults}: Sandbox): () => boolean {
  let asked = false
  const end = faults.watch(({server}) => (asked ||= server === 'azure'))
  return () => {
    end()
    const {active} = faults
    if (active.length > 0) return active.some(({hits}) => hits > 0)
    return asked || (world ?? signedIn ?? objects) === undefined
  }
}

interface Scene {
  readonly sandbox: Sandbox
  readonly client: ClusterClient
  readonly before: ReadonlyMap<string, Thing>
  readonly output: string
}

async function look({sandbox, client, before, output}: Scene): Promise<End> {
  return endOf(before, await thingsIn(client, sandbox.azure.state), output)
}

async function create(client: ClusterClient, objects: readonly ScenarioObject[]): Promise<void> {
  const now = `${new Date().toISOString().slice(0, -1)}000Z`
  for (const {path, body} of objects)
    await client.create(path, JSON.parse(JSON.stringify(body), (_key, value: unknown) => (value === '$now' ? now : value)) as object)
}
