/** Where the API server serves a kind of object. */
export interface Resource {
  readonly apiVersion: string
  readonly kind: string
  /** In paths. */
  readonly plural: string
  readonly namespaced: boolean
}

const core = 'v1'
const apps = 'apps/v1'
const rbac = 'rbac.authorization.k8s.io/v1'

/** What vkctl reads and writes, by the names that kubectl has for them. All of it is stable and served by every Kubernetes since 1.14. */
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
  ...of(apps, true, {daemonsets: 'DaemonSet', deployments: 'Deployment', statefulsets: 'StatefulSet'}),
  ...of('coordination.k8s.io/v1', true, {leases: 'Lease'}),
  ...of('networking.k8s.io/v1', true, {networkpolicies: 'NetworkPolicy'}),
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

/** By kubectl's name: `pods`, `deployments.apps`. */
export function resourceNamed(name: string): Resource {
  return resources[name] ?? unheardOf(name)
}

export function resourceOf({apiVersion, kind}: {readonly apiVersion?: string; readonly kind?: string}): Resource {
  const found = Object.values(resources).find(resource => resource.apiVersion === apiVersion && resource.kind === kind)
  return found ?? unheardOf(`${kind} of ${apiVersion}`)
}

function unheardOf(what: string): never {
  throw new Error(`It is not known here where the API server serves ${what}.`)
}

/** The path of all objects of a kind, in one namespace or in all, or of one of them. */
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
