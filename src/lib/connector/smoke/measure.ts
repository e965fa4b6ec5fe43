import type {SmokePhase} from '../../checks/facts/smoke.ts'
import {deletePods} from '../../kubernetes/write.ts'
import {counted} from '../../output/counted.ts'
import type {Now} from '../../talk.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {blockerOf} from './blocker.ts'
import {failureReason} from './failure-reason.ts'
import {notePhases, publicIpOf} from './phases.ts'
import {readState, type SmokeState} from './read-state.ts'
import {isOver, nextPhase, phaseMs, type SmokePod} from './smoke-pod.ts'

/** What the pods of a run have in common. */
export interface SmokeRun {
  /** Value of the label app.kubernetes.io/instance. */
  readonly id: string
  readonly namespace: string
  readonly deadline: Date
  /** `--timeout` as text. */
  readonly timeout: string
}

const pollMs = 500
/** Azure limits how often a subscription may read. */
const pollMsPerPod = 50

/**
 * Watches the pods until each has passed all phases or failed, or time runs out. Deletes a pod once it has written a log line; leaves failed
 * pods as they are.
 */
export function measure(host: Host, session: OpenCluster, run: SmokeRun, pods: readonly SmokePod[]): Promise<void> {
  return host.talk.during('read', '', now => watchPods(host, session, {...run, say: now}, pods))
}

async function watchPods(host: Host, session: OpenCluster, run: SmokeRun & {readonly say: Now}, pods: readonly SmokePod[]): Promise<void> {
  for (;;) {
    const waiting = pods.filter(pod => !isOver(pod))
    run.say(`Waiting for ${waiting.length} of ${counted(pods.length, 'sample pod')}`)
    const state = await readState(host, session, run, waiting)
    const now = host.now().getTime()
    const isLate = now >= run.deadline.getTime()
    await Promise.all(waiting.map(pod => updatePod(host, session, pod, {state, now, timeout: isLate ? run.timeout : undefined})))
    if (isLate || pods.every(isOver)) return
    const done = waiting.filter(pod => pod.deletedAt === undefined && nextPhase(pod) === 'deleted')
    if (done.length > 0) {
      const names = done.map(({name}) => name)
      await deletePods(session.kubectl, run.namespace, names, {graceSeconds: 1})
      for (const pod of done) pod.deletedAt = now
    }
    const pause = Math.max(pollMs, pollMsPerPod * waiting.length)
    await host.sleep(Math.max(0, Math.min(pause, run.deadline.getTime() - host.now().getTime())))
  }
}

/** The state at one moment; `timeout` is set only when time has run out. */
interface Moment {
  readonly state: SmokeState
  readonly now: number
  readonly timeout: string | undefined
}

async function updatePod(host: Host, session: OpenCluster, pod: SmokePod, {state, now, timeout}: Moment): Promise<void> {
  for (const phase of notePhases(pod, state, now)) host.talk.step(`${pod.name} on ${pod.target.nodeName}: ${phase} ${seconds(pod, phase)}`)
  pod.publicIp ??= publicIpOf(pod, state)
  const phase = nextPhase(pod)
  if (phase === undefined) return
  const blocker = blockerOf(pod, state)
  pod.blocked = blocker && {why: blocker.why, since: pod.blocked?.since ?? now}
  const gaveUp = blocker !== undefined && now - (pod.blocked?.since ?? now) >= blocker.toleratedMs
  if (!gaveUp && timeout === undefined) return
  const seen = gaveUp ? blocker.why : `not within ${timeout}${blocker === undefined ? unreadable(state) : `: ${blocker.why}`}`
  const reason = await failureReason(host, session, pod, seen)
  pod.failure = {phase, reason, timedOut: !gaveUp}
  host.talk.step(`${pod.name} on ${pod.target.nodeName}: stopped before '${phase}': ${reason}`)
}

function seconds(pod: SmokePod, phase: SmokePhase): string {
  return `after ${((phaseMs(pod, phase) ?? 0) / 1000).toFixed(1)} s`
}

function unreadable({pods, containerGroups}: SmokeState): string {
  const reasons = [pods, containerGroups].flatMap(fact => (fact.known ? [] : [fact.reason]))
  return reasons.length === 0 ? '' : `: ${reasons.join('; ')}`
}
