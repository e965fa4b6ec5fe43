import type {ContainerGroupInstance} from '../../azure/azure.ts'
import {refusalOfScheduler} from '../../checks/facts/placement/scheduling.ts'
import {whyNotReady} from '../../checks/facts/pod-state.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import type {SmokeState} from './read-state.ts'
import {providerMessage} from '../../checks/wording/provider-message.ts'
import {nextPhase, type SmokePod} from './smoke-pod.ts'

/** What blocks the next phase of a pod, and how long that may last before the pod counts as failed. */
export interface Blocker {
  readonly why: string
  readonly toleratedMs: number
}

/** A node that has just become ready still carries its taint for a moment. */
const schedulerMs = 15_000
/** The connector tries again a few times, with short pauses. */
const providerMs = 5000
/** From the start of a container to its first log line. */
const logMs = 60_000
const deletionMs = 120_000
/** ACI retries a failed pull, so one failure does not count. */
const failedPulls = 3

/** Undefined if the pod only needs time. */
export function blockerOf(pod: SmokePod, {pods, instances, logs}: SmokeState): Blocker | undefined {
  const phase = nextPhase(pod)
  if (pod.deletedAt !== undefined)
    return {
      why: `the ${phase === 'deleted' ? 'Pod' : 'container group'} is still there ${deletionMs / 1000} s after the pod was deleted`,
      toleratedMs: deletionMs,
    }
  if (pods.known) {
    const seen = pods.value.get(pod.name)
    if (seen === undefined) return {why: 'somebody deleted the pod', toleratedMs: 0}
    const ofPod = blockerOfPod(seen, phase === 'created')
    if (ofPod !== undefined) return ofPod
  }
  const instance = instances.get(pod.containerGroupName)
  if (phase === 'running' && instance !== undefined) return blockerOfGroup(instance)
  const log = logs.get(pod.name)
  return phase === 'log' && log !== undefined && 'why' in log ? {why: log.why, toleratedMs: logMs} : undefined
}

function blockerOfPod(pod: PodObject, awaitsGroup: boolean): Blocker | undefined {
  const {phase, reason, message = ''} = pod.status ?? {}
  if (reason === 'ProviderFailed' && awaitsGroup) return {why: providerMessage(message), toleratedMs: providerMs}
  if (phase === 'Failed') return {why: providerMessage(whyNotReady(pod)), toleratedMs: 0}
  const unscheduled = refusalOfScheduler(pod)
  return unscheduled === undefined
    ? undefined
    : {why: unscheduled.message ?? unscheduled.reason ?? 'not scheduled', toleratedMs: schedulerMs}
}

function blockerOfGroup({state, provisioningState, events}: ContainerGroupInstance): Blocker | undefined {
  const failed = events.findLast(({name, type}) => name === 'Failed' && type === 'Warning')
  const isFailed = state === 'Failed' || provisioningState === 'Failed'
  if (!isFailed && (failed === undefined || failed.count < failedPulls)) return undefined
  return {why: failed?.message ?? `ACI says that the container group is ${state ?? provisioningState}`, toleratedMs: 0}
}
