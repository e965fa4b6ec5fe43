import type {KubeObject} from '../../kubernetes/objects.ts'
import {managedBy, managedByLabel} from './labels.ts'

/** The namespace of connectors. Nothing in it needs more than the restricted Pod Security level, so that is enforced. */
export function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {name, labels: {[managedByLabel]: managedBy, 'pod-security.kubernetes.io/enforce': 'restricted'}},
  }
}

/** Whether vkctl made this namespace, so that it may delete it. */
export function isOurNamespace(namespace: KubeObject | undefined): boolean {
  return namespace?.metadata.labels?.[managedByLabel] === managedBy
}

/** Whether vkctl made this namespace, and somebody changed what it says of it. */
export function isOurNamespaceEdited(namespace: KubeObject | undefined): boolean {
  if (namespace === undefined || !isOurNamespace(namespace)) return false
  const {labels = {}} = namespaceObject(namespace.metadata.name).metadata
  return Object.entries(labels).some(([key, value]) => namespace.metadata.labels?.[key] !== value)
}
