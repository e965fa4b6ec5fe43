import type {Rule} from '../access/rules.ts'
import type {Fields} from '../object.ts'

export type Named = Fields & {metadata: {name: string; labels?: Record<string, string>; annotations?: Record<string, string>}}

const read = ['get', 'list', 'watch']
const write = ['create', 'delete', 'deletecollection', 'patch', 'update']

const readable: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    '',
    [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
  ],
  [
    'apps',
    [
      'controllerrevisions',
      'daemonsets',
      'deployments',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
  ],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['batch', ['cronjobs', 'jobs']],
  ['policy', ['poddisruptionbudgets']],
  ['discovery.k8s.io', ['endpointslices']],
]

const viewRules: readonly Rule[] = readable.map(([group, resources]) => ({apiGroups: [group], resources, verbs: read}))

const editRules: readonly Rule[] = [
  ...viewRules,
  {apiGroups: [''], resources: ['secrets'], verbs: read},
  {apiGroups: [''], resources: ['pods/eviction', 'serviceaccounts/token'], verbs: ['create']},
  {
    apiGroups: [''],
    verbs: write,
    resources: [
      'configmaps',
      'events',
      'persistentvolumeclaims',
      'pods',
      'replicationcontrollers',
      'secrets',
      'serviceaccounts',
      'services',
    ],
  },
  ...readable
    .filter(([group]) => ['apps', 'autoscaling', 'batch', 'policy'].includes(group))
    .map(([group, resources]) => ({apiGroups: [group], resources, verbs: write})),
  {apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: [...read, ...write]},
]

const adminRules: readonly Rule[] = [
  ...editRules,
  {apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings', 'roles'], verbs: [...read, ...write]},
  {apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create']},
]

const discoveryPaths = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]

const roles: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [
    {apiGroups: ['*'], resources: ['*'], verbs: ['*']},
    {nonResourceURLs: ['*'], verbs: ['*']},
  ],
  admin: adminRules,
  edit: editRules,
  view: viewRules,
  'system:discovery': [{nonResourceURLs: discoveryPaths, verbs: ['get']}],
  'system:public-info-viewer': [{nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get']}],
  'system:basic-user': [
    {apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], verbs: ['create']},
    {apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create']},
  ],
  'system:auth-delegator': [
    {apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create']},
    {apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create']},
  ],
  'system:node-proxier': [
    {apiGroups: [''], resources: ['endpoints', 'services'], verbs: ['list', 'watch']},
    {apiGroups: [''], resources: ['nodes'], verbs: read},
    {apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update']},
    {apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch']},
  ],
}

const groups: Readonly<Record<string, string>> = {
  'cluster-admin': 'system:masters',
  'system:discovery': 'system:authenticated',
  'system:public-info-viewer': 'system:authenticated',
  'system:basic-user': 'system:authenticated',
}

function builtIn(name: string): Named['metadata'] {
  return {
    name,
    labels: {'kubernetes.io/bootstrapping': 'rbac-defaults'},
    annotations: {'rbac.authorization.kubernetes.io/autoupdate': 'true'},
  }
}

/** The ClusterRoles that every cluster has, as far as they concern what is served here. */
export function clusterRoles(): Named[] {
  return Object.entries(roles).map(([name, rules]) => ({metadata: builtIn(name), rules}))
}

export function clusterRoleBindings(): Named[] {
  return Object.entries(groups).map(([name, group]) => ({
    metadata: builtIn(name),
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name},
    subjects: [{apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group}],
  }))
}
