import type {KubeObject, ObjectRef} from '../../../kubernetes/objects.ts'
import {instanceLabel, managedBy, managedByLabel} from '../../model/labels.ts'
import {recordName} from '../../model/record/record.ts'

const rbac = 'rbac.authorization.k8s.io/v1'

/** The objects that vkctl's own chart makes for every release (charts/aci-connector/templates), by the names that they have there. */
export function chartObjectRefs(release: string, namespace: string): readonly ObjectRef[] {
  const name = `aci-connector:${namespace}:${release}`
  return [
    {apiVersion: 'v1', kind: 'ServiceAccount', name: release, namespace},
    {apiVersion: 'apps/v1', kind: 'Deployment', name: release, namespace},
    {apiVersion: rbac, kind: 'ClusterRole', name},
    {apiVersion: rbac, kind: 'ClusterRoleBinding', name},
    {apiVersion: rbac, kind: 'Role', name, namespace: 'kube-node-lease'},
    {apiVersion: rbac, kind: 'RoleBinding', name, namespace: 'kube-node-lease'},
  ]
}

/** The Secrets that vkctl itself creates for a connector: its credentials and its record. */
export function secretRefs(release: string, namespace: string): readonly ObjectRef[] {
  return [release, recordName(release)].map(name => ({apiVersion: 'v1', kind: 'Secret', name, namespace}))
}

/** Whether vkctl created this object for the connector, by its labels. */
export function isOwnObject({metadata: {labels = {}}}: KubeObject, release: string): boolean {
  return labels[managedByLabel] === managedBy && labels[instanceLabel] === release
}

/** Whether an object is the one with this name. */
export function isNamed({kind, metadata}: KubeObject, ref: ObjectRef): boolean {
  return kind === ref.kind && metadata.name === ref.name && metadata.namespace === ref.namespace
}
