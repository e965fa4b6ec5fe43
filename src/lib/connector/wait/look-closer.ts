import {valueOf} from '../../checks/engine/fact.ts'
import {noAnswer} from '../../checks/facts/first-answer.ts'
import {obstacles} from '../../checks/facts/placement/obstacles.ts'
import {isLive, isReady, restarts} from '../../checks/facts/pod-state.ts'
import {noAnswerText} from '../../checks/rules/identity/first-answer.ts'
import {startErrorIn} from '../../checks/rules/start-errors.ts'
import {gist, loggedLine} from '../../checks/wording/error-text.ts'
import {someOf} from '../../checks/wording/some-of.ts'
import {podEvents} from '../../kubernetes/events.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {readLogs, uidOf} from '../facts/logs.ts'
import type {ObstacleKind} from './history.ts'
import type {Observation} from './observation.ts'

/** What nodes, events and the log say about why a connector is not up. */
export interface CloserLook {
  /** Sentences; empty if they say nothing. */
  readonly words: string
  /** Whether waiting does not help. */
  readonly isFinal: boolean
}

export const nothingSeen: CloserLook = {words: '', isFinal: false}

/** What the provider logs before it ends (logrus). It may work the next time, for example when a role comes into effect. */
const lastWords = /\blevel=fatal\b/

/** A connector that ends with the same error this often will do so again. */
const enoughRestarts = 2

/** Reads what the status of a pod does not say: why no node takes it, why it does not start, and why it ended. */
export async function lookCloser(kubectl: Kubectl, kind: ObstacleKind, {fault, facts}: Observation, now: Date): Promise<CloserLook> {
  const pod = valueOf(facts.pods)?.find(isLive)
  if (pod === undefined) return nothingSeen
  if (kind === 'no-node') return {words: await whyNoNode(kubectl, pod), isFinal: false}
  if (kind === 'starting') return {words: await lastWarning(kubectl, pod), isFinal: false}
  const isReadyWithoutNode = fault?.type === 'NodeReady' && isReady(pod)
  return kind === 'crash' || fault?.reason === 'PodNotReady' || isReadyWithoutNode ? lookAtLog(kubectl, pod, facts, now) : nothingSeen
}

/** What the log of a pod says, and the end of its previous container. The log of one that is ready shows its beginning only. */
async function lookAtLog(kubectl: Kubectl, pod: PodObject, facts: Observation['facts'], now: Date): Promise<CloserLook> {
  const log = (await readLogs(kubectl, [pod])).get(uidOf(pod)) ?? ''
  const failure = noAnswer({pods: [pod], lease: valueOf(facts.lease), log}, now)
  if (failure !== undefined) return {words: noAnswerText(failure), isFinal: failure.state !== 'waits' && restarts(pod) >= enoughRestarts}
  if (isReady(pod)) return nothingSeen
  const error = startErrorIn(log)
  const line = error ?? loggedLine(log, lastWords)
  return line === undefined
    ? nothingSeen
    : {words: `Its log says: ${line}`, isFinal: error !== undefined && restarts(pod) >= enoughRestarts}
}

/** Newer versions of kube-scheduler do not name the taints. */
async function whyNoNode(kubectl: Kubectl, pod: PodObject): Promise<string> {
  const {objects} = await listObjects(kubectl, {kinds: ['nodes'], labels: 'type!=virtual-kubelet'})
  const reasons = ofKind(objects, 'Node').map(node => obstacles(pod.spec ?? {}, node).map(({why}) => why))
  // A node without obstacles has no room.
  if (reasons.length === 0 || reasons.some(({length}) => length === 0)) return ''
  return `No node takes it: ${someOf([...new Set(reasons.flat())], 3)}.`
}

async function lastWarning(kubectl: Kubectl, {metadata}: PodObject): Promise<string> {
  const {events} = await podEvents(kubectl, metadata)
  const last = events.findLast(({type}) => type === 'Warning')
  return last === undefined ? '' : `${last.reason ?? 'Warning'}: ${gist(last.message ?? '')}`
}
