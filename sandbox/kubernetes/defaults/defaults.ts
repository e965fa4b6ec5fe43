import {isFields, type KubeObject} from '../object.ts'
import {setAutoscalerDefaults, setCronJobDefaults, setJobDefaults} from './batch.ts'
import {setPodDefaults} from './pod.ts'
import {setNetworkPolicyDefaults, setPolicyDefaults} from './policy.ts'
import {setRbacDefaults} from './rbac.ts'
import {setSecretDefaults} from './secret.ts'
import {setServiceDefaults} from './service.ts'
import {setWorkloadDefaults} from './workload.ts'

type SetDefaults = (object: KubeObject) => void

function setNamespaceDefaults({metadata}: KubeObject): void {
  metadata.labels = {...metadata.labels, 'kubernetes.io/metadata.name': metadata.name}
}

function setPriorityClassDefaults(priorityClass: KubeObject): void {
  priorityClass.preemptionPolicy ??= 'PreemptLowerPriority'
}

const byKind: ReadonlyMap<string, SetDefaults> = new Map([
  ['Pod', setPodDefaults],
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'ReplicationController'].map(kind => [kind, setWorkloadDefaults] as const),
  ['Job', setJobDefaults],
  ['CronJob', setCronJobDefaults],
  ['HorizontalPodAutoscaler', setAutoscalerDefaults],
  ['PriorityClass', setPriorityClassDefaults],
  ['Service', setServiceDefaults],
  ['Secret', setSecretDefaults],
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map(kind => [kind, setRbacDefaults] as const),
  ['Namespace', setNamespaceDefaults],
  ['Lease', setPolicyDefaults],
  ['PodDisruptionBudget', setPolicyDefaults],
  ['NetworkPolicy', setNetworkPolicyDefaults],
])

/** Sets the default values of an object, for the versions that are served here. */
export function setDefaults(object: KubeObject): void {
  byKind.get(object.kind)?.(object)
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
