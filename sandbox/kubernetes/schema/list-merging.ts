import type {ListMerging} from './field-type.ts'

// What the published OpenAPI of Kubernetes 1.36 says in x-kubernetes-list-type, -list-map-keys, -patch-merge-key and
// -patch-strategy, for the kinds served here: `Struct.field: apply, merge key`. A list that is not here is atomic and replaced.
const rows: Readonly<Record<string, readonly [apply: string, mergeKey?: string, retainKeys?: boolean]>> = {
  'Container.env': ['name', 'name'],
  'Container.ports': ['containerPort,protocol', 'containerPort'],
  'Container.volumeDevices': ['devicePath', 'devicePath'],
  'Container.volumeMounts': ['mountPath', 'mountPath'],
  'ContainerRestartRuleOnExitCodes.values': ['set'],
  'ContainerStatus.allocatedResourcesStatus': ['name', 'name'],
  'ContainerStatus.volumeMounts': ['mountPath', 'mountPath'],
  'DaemonSetStatus.conditions': ['type', 'type'],
  'DeploymentStatus.conditions': ['type', 'type'],
  'Endpoint.addresses': ['set'],
  'EphemeralContainer.env': ['name', 'name'],
  'EphemeralContainer.ports': ['containerPort,protocol', 'containerPort'],
  'EphemeralContainer.volumeDevices': ['devicePath', 'devicePath'],
  'EphemeralContainer.volumeMounts': ['mountPath', 'mountPath'],
  'HorizontalPodAutoscalerStatus.conditions': ['type', 'type'],
  'JobStatus.conditions': ['atomic', 'type'],
  'NamespaceStatus.conditions': ['type', 'type'],
  'NodeSpec.podCIDRs': ['set', ''],
  'NodeStatus.addresses': ['type', 'type'],
  'NodeStatus.conditions': ['type', 'type'],
  'ObjectMeta.finalizers': ['set', ''],
  'ObjectMeta.ownerReferences': ['uid', 'uid'],
  'PersistentVolumeClaimStatus.conditions': ['type', 'type'],
  'PodDisruptionBudgetStatus.conditions': ['type', 'type'],
  'PodFailurePolicyOnExitCodesRequirement.values': ['set'],
  'PodSpec.containers': ['name', 'name'],
  'PodSpec.ephemeralContainers': ['name', 'name'],
  'PodSpec.hostAliases': ['ip', 'ip'],
  'PodSpec.imagePullSecrets': ['name', 'name'],
  'PodSpec.initContainers': ['name', 'name'],
  'PodSpec.resourceClaims': ['name', 'name', true],
  'PodSpec.schedulingGates': ['name', 'name'],
  'PodSpec.topologySpreadConstraints': ['topologyKey,whenUnsatisfiable', 'topologyKey'],
  'PodSpec.volumes': ['name', 'name', true],
  'PodStatus.conditions': ['type', 'type'],
  'PodStatus.hostIPs': ['atomic', 'ip'],
  'PodStatus.podIPs': ['ip', 'ip'],
  'PodStatus.resourceClaimStatuses': ['name', 'name', true],
  'ReplicaSetStatus.conditions': ['type', 'type'],
  'ReplicationControllerStatus.conditions': ['type', 'type'],
  'ResourceRequirements.claims': ['name'],
  'ResourceStatus.resources': ['resourceID'],
  'ServiceAccount.secrets': ['name', 'name'],
  'ServiceSpec.ports': ['port,protocol', 'port'],
  'ServiceStatus.conditions': ['type', 'type'],
  'StatefulSetStatus.conditions': ['type', 'type'],
  'UncountedTerminatedPods.failed': ['set'],
  'UncountedTerminatedPods.succeeded': ['set'],
}

/** `struct` is the Go name of the type, `Container`. */
export function listMerging(struct: string, field: string): ListMerging {
  const row = rows[`${struct}.${field}`]
  if (row === undefined) return {apply: 'atomic'}
  const [apply, mergeKey, retainKeys] = row
  return {
    apply: apply === 'atomic' || apply === 'set' ? apply : apply.split(','),
    ...(mergeKey === undefined ? {} : {mergeKey}),
    ...(retainKeys === true ? {retainKeys} : {}),
  }
}
