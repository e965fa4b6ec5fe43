import type {Resource, Subresource, Verb} from './resource.ts'

const all: readonly Verb[] = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']
const statusVerbs: readonly Verb[] = ['get', 'patch', 'update']

interface Row {
  readonly kind: string
  readonly plural?: string
  readonly cluster?: boolean
  readonly verbs?: readonly Verb[]
  readonly short?: readonly string[]
  readonly inAll?: boolean
  /** Has a status subresource. */
  readonly status?: boolean
  readonly scale?: boolean
  readonly more?: readonly Omit<Subresource, 'kind'>[] | readonly Subresource[]
  readonly model?: string
}

const core: readonly Row[] = [
  {kind: 'Binding', verbs: ['create']},
  {kind: 'ConfigMap', short: ['cm']},
  {kind: 'Endpoints', plural: 'endpoints', short: ['ep']},
  {kind: 'Event', short: ['ev'], model: 'CoreV1Event'},
  {kind: 'LimitRange', short: ['limits']},
  {
    kind: 'Namespace',
    cluster: true,
    short: ['ns'],
    status: true,
    more: [{name: 'finalize', verbs: ['update']}],
  },
  {kind: 'Node', cluster: true, short: ['no'], status: true},
  {kind: 'PersistentVolumeClaim', short: ['pvc'], status: true},
  {kind: 'PersistentVolume', cluster: true, short: ['pv'], status: true},
  {
    kind: 'Pod',
    short: ['po'],
    inAll: true,
    status: true,
    more: [
      {name: 'binding', kind: 'Binding', verbs: ['create']},
      {name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create']},
      {name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get']},
      {name: 'log', kind: 'Pod', verbs: ['get']},
    ],
  },
  {kind: 'PodTemplate'},
  {kind: 'ReplicationController', short: ['rc'], inAll: true, status: true, scale: true},
  {kind: 'ResourceQuota', short: ['quota'], status: true},
  {kind: 'Secret'},
  {
    kind: 'ServiceAccount',
    short: ['sa'],
    more: [{name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create']}],
  },
  {kind: 'Service', short: ['svc'], inAll: true, status: true},
]

const groups: readonly {readonly group: string; readonly version: string; readonly rows: readonly Row[]}[] = [
  {group: '', version: 'v1', rows: core},
  {
    group: 'apps',
    version: 'v1',
    rows: [
      {kind: 'ControllerRevision'},
      {kind: 'DaemonSet', short: ['ds'], inAll: true, status: true},
      {kind: 'Deployment', short: ['deploy'], inAll: true, status: true, scale: true},
      {kind: 'ReplicaSet', short: ['rs'], inAll: true, status: true, scale: true},
      {kind: 'StatefulSet', short: ['sts'], inAll: true, status: true, scale: true},
    ],
  },
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    rows: [
      {kind: 'SelfSubjectReview', cluster: true, verbs: ['create']},
      {kind: 'TokenReview', cluster: true, verbs: ['create']},
    ],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    rows: [
      {kind: 'SelfSubjectAccessReview', cluster: true, verbs: ['create']},
      {kind: 'SubjectAccessReview', cluster: true, verbs: ['create']},
    ],
  },
  {
    group: 'autoscaling',
    version: 'v2',
    rows: [{kind: 'HorizontalPodAutoscaler', short: ['hpa'], inAll: true, status: true, model: 'V2HorizontalPodAutoscaler'}],
  },
  {
    group: 'batch',
    version: 'v1',
    rows: [
      {kind: 'CronJob', short: ['cj'], inAll: true, status: true},
      {kind: 'Job', inAll: true, status: true},
    ],
  },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    rows: [
      {kind: 'IngressClass', plural: 'ingressclasses', cluster: true},
      {kind: 'Ingress', plural: 'ingresses', short: ['ing'], status: true},
      {kind: 'NetworkPolicy', plural: 'networkpolicies', short: ['netpol']},
    ],
  },
  {group: 'policy', version: 'v1', rows: [{kind: 'PodDisruptionBudget', short: ['pdb'], status: true}]},
  {
    group: 'rbac.authorization.k8s.io',
    version: 'v1',
    rows: [{kind: 'ClusterRoleBinding', cluster: true}, {kind: 'ClusterRole', cluster: true}, {kind: 'RoleBinding'}, {kind: 'Role'}],
  },
  {group: 'storage.k8s.io', version: 'v1', rows: [{kind: 'StorageClass', plural: 'storageclasses', cluster: true, short: ['sc']}]},
  {group: 'scheduling.k8s.io', version: 'v1', rows: [{kind: 'PriorityClass', plural: 'priorityclasses', cluster: true, short: ['pc']}]},
  {group: 'coordination.k8s.io', version: 'v1', rows: [{kind: 'Lease'}]},
  {group: 'discovery.k8s.io', version: 'v1', rows: [{kind: 'EndpointSlice'}]},
]

function resourceOf(group: string, version: string, row: Row): Resource {
  const singular = row.kind.toLowerCase()
  const name = row.plural ?? `${singular}s`
  const more: Subresource[] = (row.more ?? []).map(subresource => ({kind: row.kind, ...subresource}))
  if (row.status === true) more.push({name: 'status', kind: row.kind, verbs: statusVerbs})
  if (row.scale === true) more.push({name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: statusVerbs})
  return {
    group,
    version,
    name,
    singular,
    kind: row.kind,
    namespaced: row.cluster !== true,
    verbs: row.verbs ?? all,
    shortNames: row.short ?? [],
    categories: row.inAll === true ? ['all'] : [],
    subresources: more.toSorted((left, right) => left.name.localeCompare(right.name)),
    model: row.model ?? `V1${row.kind}`,
    storage: group === '' ? name : `${name}.${group}`,
  }
}

/** Everything that the API serves, in the order in which discovery lists it. */
export function resources(): readonly Resource[] {
  return groups.flatMap(({group, version, rows}) => rows.map(row => resourceOf(group, version, row)))
}
