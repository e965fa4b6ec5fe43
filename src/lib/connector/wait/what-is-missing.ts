import type {ConnectorFacts} from '../../checks/facts/connector-values.ts'
import {isNodeReady} from '../../checks/facts/node-state.ts'
import {isReady} from '../../checks/facts/pod-state.ts'
import {missingOfRollout} from '../../checks/facts/workload-state.ts'
import type {LeaseObject, PodObject} from '../../kubernetes/objects.ts'

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

/**
 * Whether this pod, and not the one before it, renewed the lease. Both times come from the machine that the pod runs on, so the clock of vkctl's
 * own machine does not matter.
 */
function isRenewedBy(pod: PodObject, lease: LeaseObject | undefined): boolean {
  const startedAt = Date.parse(pod.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? '')
  return Date.parse(lease?.spec?.renewTime ?? '') >= startedAt
}
