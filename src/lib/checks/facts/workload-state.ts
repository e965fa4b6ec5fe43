import type {DeploymentObject, PodObject} from '../../kubernetes/objects.ts'
import {isLive, isReady, whyNotReady} from './pod-state.ts'

/** What the Deployment and its pod still lack, as a clause without a period; empty if a pod is ready and no older one is left. */
export function missingOfRollout(deployment: DeploymentObject | undefined, pods: readonly PodObject[]): string {
  if (deployment === undefined) return 'there is no Deployment'
  if (deployment.spec?.replicas === 0) return `its ${deployment.kind ?? 'Deployment'} is scaled to 0`
  if (!isRolledOut(deployment)) return `its ${deployment.kind ?? 'Deployment'} is being rolled out`
  // An evicted pod stays in the API long after another has taken its place.
  const [pod, older] = pods.filter(isLive)
  if (pod === undefined) return 'its pod is being created'
  // Deployment and pods are not read at the same moment, so the Deployment may count a pod that the list does not show.
  if (older !== undefined || countsOlderPod(deployment)) return 'an older pod has not ended'
  return isReady(pod) ? '' : `pod ${pod.metadata.name}: ${whyNotReady(pod)}`
}

function countsOlderPod({status}: DeploymentObject): boolean {
  return (status?.replicas ?? 1) > 1
}

/** Whether its pod has the newest template. A pod with an older one may still exist. */
function isRolledOut({metadata, status}: DeploymentObject): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) && status?.updatedReplicas === 1
}
