// x-kubernetes-map-type: atomic in the published OpenAPI of Kubernetes 1.36: server-side apply owns these as a whole.
const structs: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'CrossVersionObjectReference',
  'EndpointAddress',
  'EndpointPort',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'RoleRef',
  'ScopeSelector',
  'SecretKeySelector',
  'SecretReference',
  'Subject',
  'TypedLocalObjectReference',
])

const maps: ReadonlySet<string> = new Set(['PodSpec.nodeSelector', 'ReplicationControllerSpec.selector', 'ServiceSpec.selector'])

/** `V1Container`, `CoreV1Event` and `V2MetricSpec` are `Container`, `Event` and `MetricSpec` in Go. */
export function goName(model: string): string {
  return model.replace(/^(?:[A-Z][a-z]+)?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '')
}

export function isAtomicStruct(model: string): boolean {
  return structs.has(goName(model))
}

export function isAtomicMap(struct: string, field: string): boolean {
  return maps.has(`${struct}.${field}`)
}
