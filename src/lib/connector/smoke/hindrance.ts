import type {ContainerGroupInstance} from '../../azure/azure.ts'
import {whyNotReady} from '../../checks/pod-state.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import type {SmokeLook} from './look.ts'
import {providerMessage} from './provider-message.ts'
import {nextPhase, type SmokePod} from './smoke-pod.ts'

/** What keeps a pod from getting on, and how long that may last before it counts as failed. */
export interface Hindrance {
  readonly why: string
  readonly patienceMs: number
}

/** A node that has just become ready still carries its taint for a moment. */
const schedulerMs = 15_000
/** The connector tries again a few times, with short pauses. */
const providerMs = 5000
/** From the start of a container until it writes. */
const logMs = 60_000
const deletionMs = 120_000
/** One failed pull may be an accident; ACI tries again. */
const failedPulls = 3

/** Undefined when nothing but time is needed, as far as can be seen. */
export function hindrance(pod: SmokePod, {pods, instances, logs}: SmokeLook): Hindrance | undefined {
  const phase = nextPhase(pod)
  if (pod.deletedAt !== undefined)
    return {
      why: `the ${phase === 'deleted' ? 'Pod' : 'container group'} is still there ${deletionMs / 1000} s after the pod was deleted`,
      patienceMs: deletionMs,
    }
  if (pods.known) {
    const seen = pods.value.get(pod.name)
    if (seen === undefined) return {why: 'somebody deleted the pod', patienceMs: 0}
    const ofPod = hindranceOfPod(seen, phase === 'created')
    if (ofPod !== undefined) return ofPod
  }
  const instance = instances.get(pod.groupName)
  if (phase === 'running' && instance !== undefined) return hindranceOfGroup(instance)
  const log = logs.get(pod.name)
  return phase === 'log' && log !== undefined && 'why' in log ? {why: log.why, patienceMs: logMs} : undefined
}

function hindranceOfPod(pod: PodObject, awaitsGroup: boolean): Hindrance | undefined {
  const {phase, reason, message = '', conditions = []} = pod.status ?? {}
  if (reason === 'ProviderFailed' && awaitsGroup) return {why: providerMessage(message), patienceMs: providerMs}
  if (phase === 'Failed') return {why: providerMessage(whyNotReady(pod)), patienceMs: 0}
  const unscheduled = conditions.find(({type, status}) => type === 'PodScheduled' && status === 'False')
  return unscheduled === undefined
    ? undefined
    : {why: unscheduled.message ?? unscheduled.reason ?? 'not scheduled', patienceMs: schedulerMs}
}

function hindranceOfGroup({state, provisioningState, events}: ContainerGroupInstance): Hindrance | undefined {
  const failed = events.findLast(({name, type}) => name === 'Failed' && type === 'Warning')
  const isFailed = state === 'Failed' || provisioningState === 'Failed'
  if (!isFailed && (failed === undefined || failed.count < failedPulls)) return undefined
  return {why: failed?.message ?? `ACI says that the container group is ${state ?? provisioningState}`, patienceMs: 0}
}
