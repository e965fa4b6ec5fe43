import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {isNodeReady} from '../../checks/facts/node-state.ts'
import {isLive, isReady, whyNotReady} from '../../checks/facts/pod-state.ts'
import type {DeploymentObject, LeaseObject, PodObject} from '../../kubernetes/objects.ts'

/** The facts that decide whether a connector is up. */
export type WaitFacts = Pick<ConnectorFacts, 'deployments' | 'pods' | 'node' | 'lease'>

/** What a connector still lacks to be up, as a short text; empty if it is up. */
export function whatIsMissing({deployments, pods, node, lease}: WaitFacts, {nodeName}: {readonly nodeName: string}): string {
  if (!deployments.known) return deployments.reason
  if (!pods.known) return pods.reason
  if (!node.known) return node.reason
  if (!lease.known) return lease.reason
  const missing = missingOfRollout(deployments.value[0], pods.value)
  if (missing !== '') return missing
  if (node.value === undefined) return `node ${nodeName} is not registered`
  if (!isNodeReady(node.value)) return `node ${nodeName} is not Ready`
  return pods.value.some(pod => isReady(pod) && isRenewedBy(pod, lease.value)) ? '' : `node ${nodeName} has not renewed its lease`
}

function missingOfRollout(deployment: DeploymentObject | undefined, pods: readonly PodObject[]): string {
  if (deployment === undefined) return 'there is no Deployment'
  if (!isRolledOut(deployment)) return 'its Deployment is being rolled out'
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

/**
 * Whether this pod, and not the one before it, renewed the lease. Both times come from the machine that the pod runs on, so the clock of vkctl's
 * own machine does not matter.
 */
function isRenewedBy(pod: PodObject, lease: LeaseObject | undefined): boolean {
  const startedAt = Date.parse(pod.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? '')
  return Date.parse(lease?.spec?.renewTime ?? '') >= startedAt
}
