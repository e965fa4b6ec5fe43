/** A kind of object, and its path in the REST API. */
export interface Resource {
  readonly apiVersion: string
  readonly kind: string
  /** Its name in paths: `configmaps`. */
  readonly plural: string
  readonly namespaced: boolean
}

const core = 'v1'
const apps = 'apps/v1'
const rbac = 'rbac.authorization.k8s.io/v1'

/** The kinds that vkctl reads and writes, by their names in kubectl. Every Kubernetes since 1.21 serves them as stable. */
const resources: Readonly<Record<string, Resource>> = {
  ...of(core, true, {
    configmaps: 'ConfigMap',
    events: 'Event',
    persistentvolumeclaims: 'PersistentVolumeClaim',
    pods: 'Pod',
    secrets: 'Secret',
    serviceaccounts: 'ServiceAccount',
    services: 'Service',
  }),
  ...of(core, false, {namespaces: 'Namespace', nodes: 'Node'}),
  ...of(apps, true, {daemonsets: 'DaemonSet', deployments: 'Deployment', replicasets: 'ReplicaSet', statefulsets: 'StatefulSet'}),
  ...of('batch/v1', true, {jobs: 'Job'}),
  ...of('coordination.k8s.io/v1', true, {leases: 'Lease'}),
  ...of('networking.k8s.io/v1', true, {networkpolicies: 'NetworkPolicy'}),
  ...of('policy/v1', true, {poddisruptionbudgets: 'PodDisruptionBudget'}),
  ...of(rbac, true, {rolebindings: 'RoleBinding', roles: 'Role'}),
  ...of(rbac, false, {clusterrolebindings: 'ClusterRoleBinding', clusterroles: 'ClusterRole'}),
}

function of(apiVersion: string, namespaced: boolean, kinds: Readonly<Record<string, string>>): Readonly<Record<string, Resource>> {
  const [group, version] = apiVersion.split('/')
  return Object.fromEntries(
    Object.entries(kinds).map(([plural, kind]) => [
      version === undefined ? plural : `${plural}.${group}`,
      {apiVersion, kind, plural, namespaced},
    ]),
  )
}

/** By its name in kubectl: `pods`, `deployments.apps`. */
export function resourceNamed(name: string): Resource {
  return resources[name] ?? unknownKind(name)
}

export function resourceOf({apiVersion, kind}: {readonly apiVersion?: string; readonly kind?: string}): Resource {
  const found = Object.values(resources).find(resource => resource.apiVersion === apiVersion && resource.kind === kind)
  return found ?? unknownKind(`${kind} of ${apiVersion}`)
}

/** Whether {@link resourceOf} knows a kind. */
export function isKnownKind({apiVersion, kind}: {readonly apiVersion?: string; readonly kind?: string}): boolean {
  return Object.values(resources).some(resource => resource.apiVersion === apiVersion && resource.kind === kind)
}

function unknownKind(what: string): never {
  throw new Error(`vkctl does not know the path of ${what} in the REST API.`)
}

/** The path of one object, or of all objects of a kind in one or all namespaces. */
export function pathOf(
  {apiVersion, plural, namespaced}: Resource,
  {namespace, name}: {readonly namespace?: string; readonly name?: string},
): string {
  return [
    apiVersion.includes('/') ? '/apis' : '/api',
    apiVersion,
    ...(namespaced && namespace !== undefined ? ['namespaces', encodeURIComponent(namespace)] : []),
    plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join('/')
}
