import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'
import {selectsVirtualNode} from './placement.ts'

/** Whether the pod's containers pass their readiness probes. */
export function isReady(pod: PodObject): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.conditions?.some(({type, status}) => type === 'Ready' && status === 'True') === true
  )
}

/** Whether the pod runs, or is about to. */
export function isLive({metadata, status}: PodObject): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
}

/** Whether a DaemonSet made the pod. It puts its pods back at once, wherever their node is. */
export function isDaemonPod({metadata}: PodObject): boolean {
  return metadata.ownerReferences?.some(({kind}) => kind === 'DaemonSet') === true
}

/** Whether a DaemonSet made the pod for every node there is, not for virtual nodes in particular. */
export function isDaemonPodOfEveryNode(pod: PodObject): boolean {
  return isDaemonPod(pod) && !selectsVirtualNode(pod)
}

/** When the pod was given to its node, in milliseconds; without such a time, when it was created. */
export function placedAt({metadata, status}: PodObject): number {
  const scheduled = status?.conditions?.find(({type}) => type === 'PodScheduled')
  return Date.parse(scheduled?.lastTransitionTime ?? metadata.creationTimestamp ?? '')
}

/** Of all containers, those that come first before the others. */
export function statesOf({status: {initContainerStatuses = [], containerStatuses = []} = {}}: PodObject): readonly ContainerStatus[] {
  return [...initContainerStatuses, ...containerStatuses]
}

export function restarts(pod: PodObject): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, {restartCount}) => sum + restartCount, 0)
}

/** Why a pod is not ready, in a few words: `CrashLoopBackOff: back-off 10s restarting failed container`. */
export function whyNotReady(pod: PodObject): string {
  const {metadata, status = {}} = pod
  const {conditions = [], phase = 'unknown', reason, message} = status
  const waiting = statesOf(pod)
    .map(describeContainer)
    .find(text => text !== undefined)
  if (waiting !== undefined) return waiting
  const unscheduled = conditions.find(({type, status: state}) => type === 'PodScheduled' && state === 'False')
  if (unscheduled !== undefined) return `${unscheduled.reason ?? 'Unscheduled'}: ${unscheduled.message ?? ''}`
  if (metadata.deletionTimestamp !== undefined) return 'it is being deleted'
  // An evicted pod has no containers any more, only this.
  if (reason !== undefined) return message === undefined ? reason : `${reason}: ${message}`
  return phase === 'Running' ? 'its readiness probe does not pass yet' : `its phase is ${phase}`
}

function describeContainer({state, lastState, ready}: ContainerStatus): string | undefined {
  if (ready) return undefined
  const {waiting, terminated} = state ?? {}
  const reason = waiting ?? terminated
  if (reason === undefined) return undefined
  const died = lastState?.terminated
  const last = died?.exitCode === undefined ? '' : ` (last exit code ${died.exitCode})`
  const exit = terminated?.exitCode === undefined ? last : ` (exit code ${terminated.exitCode})`
  // The message of a crash loop only repeats the names and counts the back-off.
  const message = reason.message === undefined || reason.reason === 'CrashLoopBackOff' ? '' : `: ${reason.message}`
  return `${reason.reason ?? 'waiting'}${message}${exit}`
}

/** Whether virtual-kubelet could not create what the pod is in Azure (virtual-kubelet v1.11, node/pod.go). */
export function isRefused({status}: PodObject): boolean {
  return status?.reason === 'ProviderFailed'
}
