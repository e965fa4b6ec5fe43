import {isFields, type KubeObject} from '../object.ts'
import {setPodDefaults} from './pod.ts'
import {setPolicyDefaults} from './policy.ts'
import {setRbacDefaults} from './rbac.ts'
import {setSecretDefaults} from './secret.ts'
import {setServiceDefaults} from './service.ts'
import {setWorkloadDefaults} from './workload.ts'

/** Fills in what the object leaves to the API: the defaults of the versions served here. */
export function setDefaults(object: KubeObject): void {
  switch (object.kind) {
    case 'Pod':
      setPodDefaults(object)
      break
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
    case 'StatefulSet':
    case 'Job':
    case 'CronJob':
    case 'ReplicationController':
      setWorkloadDefaults(object)
      break
    case 'Service':
      setServiceDefaults(object)
      break
    case 'Secret':
      setSecretDefaults(object)
      break
    case 'Role':
    case 'ClusterRole':
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      setRbacDefaults(object)
      break
    case 'Namespace':
      object.metadata.labels = {...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name}
      break
    case 'Lease':
    case 'PodDisruptionBudget':
      setPolicyDefaults(object)
      break
    default:
  }
  dropEmpty(object)
}

/** What Go's omitempty leaves out: empty maps and lists of the metadata. */
function dropEmpty({metadata}: KubeObject): void {
  for (const field of ['labels', 'annotations'] as const) {
    if (isFields(metadata[field]) && Object.keys(metadata[field]).length === 0) delete metadata[field]
  }
  for (const field of ['finalizers', 'ownerReferences', 'managedFields'] as const) {
    if (metadata[field]?.length === 0) delete metadata[field]
  }
}
