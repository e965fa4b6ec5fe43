import {fieldManager} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {NodeObject, ObjectRef} from './objects.ts'

export function nodeRef(name: string): ObjectRef {
  return {apiVersion: 'v1', kind: 'Node', name}
}

/** The Lease that whoever runs a node renews. */
export function nodeLeaseRef(name: string): ObjectRef {
  return {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'}
}

/**
 * Marks a node as unschedulable, so that it gets no new pods. Unlike `kubectl cordon`, this makes vkctl the manager of the field, so that a
 * later run knows who cordoned the node. If the node was already cordoned, vkctl does not become the manager.
 */
export async function cordon(kubectl: Kubectl, node: string): Promise<void> {
  const patch = JSON.stringify({spec: {unschedulable: true}})
  await kubectl.call(`cordon the node ${node}`, [
    'patch',
    'node',
    node,
    '--type=merge',
    `--field-manager=${fieldManager}`,
    '--patch',
    patch,
  ])
}

/** Marks a node as schedulable again. */
export async function uncordon(kubectl: Kubectl, node: string): Promise<void> {
  await kubectl.call(`uncordon the node ${node}`, ['uncordon', node])
}

/**
 * Who cordoned a node; undefined if it is not cordoned. The API server records in `metadata.managedFields` who set a field, and drops the
 * entry when somebody uncordons the node, so it is never stale.
 */
export function cordonedBy({spec, metadata: {managedFields = []}}: NodeObject): 'vkctl' | 'somebody' | undefined {
  if (spec?.unschedulable !== true) return undefined
  const isOurs = managedFields.some(
    ({manager, fieldsV1}) => manager === fieldManager && fieldsV1?.['f:spec']?.['f:unschedulable'] !== undefined,
  )
  return isOurs ? 'vkctl' : 'somebody'
}

/** Sets labels, as `key=value`. */
export async function labelNode(kubectl: Kubectl, node: string, labels: readonly string[]): Promise<void> {
  await kubectl.call(`label the node ${node}`, ['label', 'node', node, '--overwrite', ...labels])
}

/** Sets taints, as `key=value:effect`, or removes them, as `key=value:effect-`. */
export async function taintNode(kubectl: Kubectl, node: string, taints: readonly string[]): Promise<void> {
  await kubectl.call(`taint the node ${node}`, ['taint', 'node', node, '--overwrite', ...taints])
}
