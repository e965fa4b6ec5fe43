import {valueOf} from '../../checks/engine/fact.ts'
import {leaseAge} from '../../checks/facts/node-state.ts'
import type {Now} from '../../talk.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {addObservation, isLasting, isStable, stableMs, type History, type ObstacleKind} from './history.ts'
import {lookCloser, nothingSeen, type CloserLook} from './look-closer.ts'
import {readObservation, type Observation, type Watched} from './observation.ts'

/** How a wait for a connector ended. */
export interface Ending {
  readonly last: Observation
  /** `final`: waiting any longer does not help. `given-up`: Kubernetes would soon give up its node. */
  readonly ended: 'up' | 'gone' | 'final' | 'given-up' | 'late'
  /** Why it is not up, as sentences; empty if it is. */
  readonly cause: string
}

export interface Patience {
  readonly deadline: Date
  /** Whether the wait ends before Kubernetes evicts the pods of the node. */
  readonly savesNode: boolean
}

const pauseMs = 300
const closerMs = 3000

/**
 * Seconds without a renewal of the lease. After 40 s Kubernetes marks the node as NotReady, and five minutes later it evicts its pods. This leaves the
 * time to go back.
 */
const silenceLimit = 120

/**
 * Reads a connector repeatedly until it has been up for a second or was removed, until waiting does not help, or until time runs out. A connector that
 * was up for less than a second does not count as up. Reads at least once. Rejects only when interrupted.
 */
export function observe(host: Host, session: ClusterSession, watched: Watched, patience: Patience): Promise<Ending> {
  return host.talk.during('wait', '', now => observeUntilEnd(host, session, {watched, patience, now}))
}

interface Observing {
  readonly watched: Watched
  readonly patience: Patience
  readonly now: Now
}

async function observeUntilEnd(host: Host, session: ClusterSession, {watched, patience, now}: Observing): Promise<Ending> {
  let history: History | undefined
  let closer: Glance = {...nothingSeen, at: 0}
  for (;;) {
    const last = await readObservation(host, session, watched)
    const at = host.now().getTime()
    const before = history
    history = addObservation(before, last, at)
    const isNew = history.obstacle?.kind !== before?.obstacle?.kind
    closer = isNew ? {...nothingSeen, at} : await glanceAgain(host, session, {closer, history, last, at})
    const cause = [last.fault?.message ?? '', closer.words].filter(text => text !== '').join(' ')
    const ended = howEnded(history, closer, patience, {at, silence: silenceOf(last, session.now())})
    if (ended === 'late' && last.fault === undefined) return {last, ended, cause: 'It has not been stable for a second yet.'}
    if (ended !== undefined) return {last, ended, cause}
    now(cause === '' ? '' : `Waiting for ${watched.release}: ${cause}`, `${watched.release}: ${briefly(last, history)}`)
    // Wait the whole second, even if time runs out meanwhile.
    await host.sleep(history.upSince === undefined ? Math.min(pauseMs, patience.deadline.getTime() - at) : stableMs)
  }
}

/** What is missing, in a few words. */
function briefly({fault}: Observation, {obstacle}: History): string {
  if (obstacle === undefined) return 'checking that it stays up'
  if (fault?.type === 'NodeReady') return 'waiting for its node'
  return obstacleWords[obstacle.kind]
}

const obstacleWords = {
  'refused-pod': 'Kubernetes refuses its pod',
  'no-image': 'waiting for its image',
  crash: 'its pod ends with an error',
  'no-node': 'no node takes its pod',
  starting: 'waiting for its pod to start',
  other: 'waiting for its pod',
} as const satisfies Readonly<Record<ObstacleKind, string>>

function howEnded(
  history: History,
  closer: CloserLook,
  {deadline, savesNode}: Patience,
  {at, silence}: {readonly at: number; readonly silence: number},
): Ending['ended'] | undefined {
  if (history.isGone) return 'gone'
  if (isStable(history, at)) return 'up'
  if (isLasting(history, at) || closer.isFinal) return 'final'
  if (at >= deadline.getTime()) return 'late'
  return savesNode && silence >= silenceLimit ? 'given-up' : undefined
}

/** Seconds since the lease of the node was renewed; 0 if there is no node to lose. */
function silenceOf({facts: {node, lease}}: Observation, now: Date): number {
  return valueOf(node) === undefined ? 0 : (leaseAge(valueOf(lease), now)?.age ?? 0)
}

type Glance = CloserLook & {readonly at: number}

/** Looks closer every few seconds while the same obstacle lasts. What cannot be read says nothing. */
async function glanceAgain(
  {signal}: Host,
  {kubectl, now}: ClusterSession,
  {
    closer,
    history: {obstacle},
    last,
    at,
  }: {readonly closer: Glance; readonly history: History; readonly last: Observation; readonly at: number},
): Promise<Glance> {
  if (obstacle === undefined || at - closer.at < closerMs) return closer
  try {
    return {...(await lookCloser(kubectl, obstacle.kind, last, now())), at}
  } catch {
    signal.throwIfAborted()
    return {...nothingSeen, at}
  }
}
