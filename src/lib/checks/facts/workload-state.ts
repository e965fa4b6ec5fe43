import type {DeploymentObject, PodObject} from '../../kubernetes/objects.ts'
import {withFullStop} from '../wording/error-text.ts'
import {isLive, isReady, waitingReason, whyNotReady} from './pod-state.ts'

/** What keeps a workload from being available: a word in CamelCase for programs, and a sentence for people. */
export interface WorkloadFault {
  readonly reason: string
  readonly message: string
}

/** Why no pod of the Deployment is ready, or why an older one is left; undefined if a pod is ready and no older one is left. */
export function workloadFault(deployment: DeploymentObject | undefined, pods: readonly PodObject[]): WorkloadFault | undefined {
  if (deployment === undefined) return {reason: 'DeploymentNotFound', message: 'There is no Deployment.'}
  const {kind = 'Deployment'} = deployment
  if (deployment.spec?.replicas === 0) return {reason: 'ScaledToZero', message: `Its ${kind} is scaled to 0.`}
  const refusal = refusalOf(deployment)
  if (refusal !== undefined) return {reason: 'FailedCreate', message: withFullStop(`Kubernetes refuses its pod: ${refusal}`)}
  if (!isRolledOut(deployment)) return {reason: 'RollingOut', message: `Its ${kind} is being rolled out.`}
  // An evicted pod stays in the API long after another has taken its place.
  const [pod, older] = pods.filter(isLive)
  if (pod === undefined) return {reason: 'PodNotFound', message: 'Its pod is being created.'}
  // Deployment and pods are not read at the same moment, so the Deployment may count a pod that the list does not show.
  if (older !== undefined || countsOlderPod(deployment)) return {reason: 'OlderPod', message: 'An older pod has not ended.'}
  if (isReady(pod)) return undefined
  return {reason: waitingReason(pod) ?? 'PodNotReady', message: withFullStop(`Pod ${pod.metadata.name}: ${whyNotReady(pod)}`)}
}

/** Why the API server, a policy or a quota refuses the pods of a Deployment; undefined if the newest pod was accepted. */
function refusalOf(deployment: DeploymentObject): string | undefined {
  if (!isObserved(deployment)) return undefined
  const failure = deployment.status?.conditions?.find(({type, status}) => type === 'ReplicaFailure' && status === 'True')
  return failure?.reason === 'FailedCreate' ? (failure.message ?? 'it gives no reason') : undefined
}

/** Whether a pod of the Deployment is ready. */
export function isAvailable({status}: DeploymentObject): boolean {
  return (status?.readyReplicas ?? 0) > 0
}

function countsOlderPod({status}: DeploymentObject): boolean {
  return (status?.replicas ?? 1) > 1
}

/** Whether its pod has the newest template. A pod with an older one may still exist. */
function isRolledOut(deployment: DeploymentObject): boolean {
  return isObserved(deployment) && deployment.status?.updatedReplicas === 1
}

function isObserved({metadata, status}: DeploymentObject): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)
}
