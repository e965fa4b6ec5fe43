import type {ContainerStatus} from '../../kubernetes/kinds/container-status.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {shortPullError} from '../wording/pull-error.ts'
import {selectsVirtualNode} from './placement/obstacles.ts'
import {refusalOfScheduler} from './placement/scheduling.ts'

/** Whether the condition Ready of the pod is True and the pod is not being deleted. */
export function isReady(pod: PodObject): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') === true
  )
}

/** Whether the pod runs or will run: it has not ended and is not being deleted. */
export function isLive({metadata, status}: PodObject): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
}

/** Whether a DaemonSet created the pod. A DaemonSet recreates its pods at once, on the same nodes. */
export function isDaemonPod({metadata}: PodObject): boolean {
  return metadata.ownerReferences?.some(({kind}) => kind === 'DaemonSet') === true
}

/** Whether the pod belongs to a DaemonSet that does not select virtual nodes. */
export function isDaemonPodOfEveryNode(pod: PodObject): boolean {
  return isDaemonPod(pod) && !selectsVirtualNode(pod)
}

/** When the pod was scheduled, in milliseconds since 1970; if that is unknown, when it was created. NaN without either. */
export function placedAt({metadata, status}: PodObject): number {
  const scheduled = status?.conditions?.find(({type}) => type === 'PodScheduled')
  return Date.parse(scheduled?.lastTransitionTime ?? metadata.creationTimestamp ?? '')
}

/** The states of all containers, init containers first. */
export function statesOf({status: {initContainerStatuses = [], containerStatuses = []} = {}}: PodObject): readonly ContainerStatus[] {
  return [...initContainerStatuses, ...containerStatuses]
}

/** Whether the containers of the pod have run, so that there is a log. */
export function hasStarted(pod: PodObject): boolean {
  return pod.status?.phase !== 'Pending' && !statesOf(pod).some(isBeforeFirstStart)
}

function isBeforeFirstStart({state, lastState}: ContainerStatus): boolean {
  return state?.waiting !== undefined && lastState?.terminated === undefined
}

/** How often the containers of the pod were restarted, without its init containers. */
export function restarts(pod: PodObject): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, {restartCount}) => sum + restartCount, 0)
}

/** When the containers of the pod started for the last time, in milliseconds since 1970; NaN if none runs. */
export function lastRestart({status}: PodObject): number {
  const starts = (status?.containerStatuses ?? []).flatMap(({state}) => state?.running?.startedAt ?? [])
  return Date.parse(starts.toSorted().at(-1) ?? '')
}

/**
 * One word for what a pod waits for: the reason of the kubelet for its first container that does not run, such as ErrImagePull, or Unschedulable;
 * undefined if Kubernetes gives none.
 */
export function waitingReason(pod: PodObject): string | undefined {
  const stopped = statesOf(pod).find(({state, ready}) => !ready && state?.running === undefined)
  return stopped?.state?.waiting?.reason ?? stopped?.state?.terminated?.reason ?? refusalOfScheduler(pod)?.reason ?? pod.status?.reason
}

/** Why a pod is not ready, in a few words: `CrashLoopBackOff: back-off 10s restarting failed container`. */
export function whyNotReady(pod: PodObject): string {
  const {metadata, status = {}} = pod
  const {phase = 'unknown', reason, message} = status
  const waiting = statesOf(pod)
    .map(container => describeContainer(container, imageOf(pod, container.name)))
    .find(text => text !== undefined)
  if (waiting !== undefined) return waiting
  const unscheduled = refusalOfScheduler(pod)
  if (unscheduled !== undefined) return `${unscheduled.reason ?? 'Unscheduled'}: ${unscheduled.message ?? ''}`
  if (metadata.deletionTimestamp !== undefined) return 'it is being deleted'
  // An evicted pod has no container states, only a reason and a message.
  if (reason !== undefined) return message === undefined ? reason : `${reason}: ${message}`
  return phase === 'Running' ? 'its readiness probe does not pass yet' : `its phase is ${phase}`
}

/** The image of a container, as the pod names it. */
export function imageOf({spec: {containers = [], initContainers = []} = {}}: PodObject, container: string): string | undefined {
  return [...initContainers, ...containers].find(({name}) => name === container)?.image
}

function describeContainer({state, lastState, ready}: ContainerStatus, image: string | undefined): string | undefined {
  if (ready) return undefined
  const {waiting, terminated} = state ?? {}
  const reason = waiting ?? terminated
  if (reason === undefined) return undefined
  const died = lastState?.terminated
  const last = died?.exitCode === undefined ? '' : ` (last exit code ${died.exitCode})`
  const exit = terminated?.exitCode === undefined ? last : ` (exit code ${terminated.exitCode})`
  // The message of CrashLoopBackOff only repeats the names and counts the back-off.
  const message = reason.message === undefined || reason.reason === 'CrashLoopBackOff' ? '' : `: ${shortPullError(reason.message, image)}`
  return `${reason.reason ?? 'waiting'}${message}${exit}`
}

/** Whether Virtual Kubelet failed to create the container group of the pod (virtual-kubelet v1.11, node/pod.go). */
export function isRefused({status}: PodObject): boolean {
  return status?.reason === 'ProviderFailed'
}

/** Whether the provider found no container group of a pod that ran (azure-aci v1.6.4, pkg/provider/podsTracker.go). */
export function isLost({status}: PodObject): boolean {
  return status?.phase === 'Failed' && status.reason === 'NotFound'
}

/** How a container ended that should have run on. */
interface Crash {
  readonly container: string
  /** Undefined if nobody reports it. */
  readonly exitCode: number | undefined
  /** Reason and message; may be empty. */
  readonly why: string
  readonly restarts: number
}

/** The first container of a pod that ended with an error and does not run again; undefined if there is none. */
export function crashOf(pod: PodObject): Crash | undefined {
  return statesOf(pod)
    .map(crashOfContainer)
    .find(crash => crash !== undefined)
}

/** The provider reports a container that ended with an error as one that waits, with the state of ACI as the reason (azure-aci v1.6.4). */
const endedStates: ReadonlySet<string | undefined> = new Set(['Terminated', 'CrashLoopBackOff'])

function crashOfContainer({name: container, state = {}, lastState = {}, ready, restartCount}: ContainerStatus): Crash | undefined {
  if (ready || state.running !== undefined) return undefined
  const end = [state.terminated, lastState.terminated].find(one => (one?.exitCode ?? 0) !== 0)
  const waiting = endedStates.has(state.waiting?.reason) ? state.waiting : undefined
  const told = end ?? waiting
  if (told === undefined) return undefined
  const why = [told.reason, told.message].filter(text => text !== undefined && text !== '').join(': ')
  return {container, exitCode: end?.exitCode, why, restarts: restartCount}
}
