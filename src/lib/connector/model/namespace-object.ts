import type {KubeObject} from '../../kubernetes/objects.ts'
import {managedBy, managedByLabel} from './labels.ts'

/**
 * With a fixed version, an upgrade of the cluster does not change what the level requires of the connector's pod. Older clusters use their
 * own version instead.
 */
const podSecurity = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'v1.36',
} as const

/** The namespace that vkctl creates for connectors. It enforces the Pod Security level restricted, which the connector's pod meets. */
export function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {name, labels: {[managedByLabel]: managedBy, ...podSecurity}},
  }
}

/** Whether vkctl created this namespace, and so may delete it. */
export function isOurNamespace(namespace: KubeObject | undefined): boolean {
  return namespace?.metadata.labels?.[managedByLabel] === managedBy
}

/** Whether vkctl created this namespace and somebody has changed its labels since. */
export function isOurNamespaceEdited(namespace: KubeObject | undefined): boolean {
  if (namespace === undefined || !isOurNamespace(namespace)) return false
  const {labels = {}} = namespaceObject(namespace.metadata.name).metadata
  return Object.entries(labels).some(([key, value]) => namespace.metadata.labels?.[key] !== value)
}
