import type {World} from '../../../sandbox/azure/world.ts'
import type {ClusterClient} from '../../../sandbox/client/cluster-client.ts'

export interface ClusterObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly [other: string]: unknown
  }
  readonly [other: string]: unknown
}

interface ApiResource {
  readonly name: string
  readonly kind: string
  readonly verbs: readonly string[]
}

interface ApiGroups {
  readonly groups: readonly {
    readonly preferredVersion: {readonly groupVersion: string}
    readonly versions: readonly {readonly groupVersion: string}[]
  }[]
}

/** Events come and go; component statuses are computed when asked for. */
const passing = new Set(['Event', 'ComponentStatus'])

/** Every object of the cluster, of every kind that can be listed, as it is. */
export async function allObjects(client: ClusterClient): Promise<readonly ClusterObject[]> {
  const {groups} = await client.get<ApiGroups>('/apis')
  const versions = ['v1', ...groups.map(({preferredVersion}) => preferredVersion.groupVersion)]
  const lists = await Promise.all(
    versions.map(async version => {
      const base = version === 'v1' ? '/api/v1' : `/apis/${version}`
      const {resources} = await client.get<{readonly resources: readonly ApiResource[]}>(base)
      const listable = resources.filter(({name, kind, verbs}) => !name.includes('/') && verbs.includes('list') && !passing.has(kind))
      return Promise.all(
        listable.map(async ({name, kind}) => {
          const {items} = await client.get<{readonly items: readonly Omit<ClusterObject, 'kind' | 'apiVersion'>[]}>(`${base}/${name}`)
          return items.map(item => ({...item, apiVersion: version, kind}) as ClusterObject)
        }),
      )
    }),
  )
  return lists.flat(2)
}

export function refOf({apiVersion, kind, metadata: {namespace, name}}: Pick<ClusterObject, 'apiVersion' | 'kind' | 'metadata'>): string {
  return `${apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/` : ''}${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}

/** What lasts of an object: without its status, and without what every write or heartbeat changes. */
function lasting({
  status: _status,
  metadata: {resourceVersion: _version, managedFields: _fields, ...metadata},
  ...object
}: ClusterObject & {readonly status?: unknown}): unknown {
  if (object.kind === 'Lease') return {...object, metadata, spec: undefined}
  if (object.kind === 'Node') return {...object, metadata: {...metadata, annotations: withoutStatus(metadata.annotations)}}
  return {...object, metadata}
}

/** Virtual Kubelet keeps the status of its node in an annotation too, and writes it anew every minute. */
function withoutStatus(annotations: ClusterObject['metadata']['annotations'] = {}): unknown {
  return {...annotations, 'virtual-kubelet.io/last-applied-node-status': undefined}
}

/** Everything that lasts, by what it is called: the objects of the cluster and the resources of Azure. */
export type Snapshot = Readonly<Record<string, unknown>>

export async function takeSnapshot(client: ClusterClient, state: World): Promise<Snapshot> {
  const objects = await allObjects(client)
  const entries = [
    ...objects.map(object => [refOf(object), lasting(object)] as const),
    ...state.resourceGroups.map(group => [`resource group ${group.name}`, group] as const),
    ...[...state.providers].map(
      ([namespace, since]) => [`provider ${namespace}`, since === undefined ? 'NotRegistered' : 'registered'] as const,
    ),
    ...state.roleAssignments.map(assignment => [`role assignment ${assignment.name}`, assignment] as const),
    ...state.virtualNetworks.map(
      ({subnets, ...network}) => [`virtual network ${network.name}`, {...network, subnets: [...subnets]}] as const,
    ),
    ...[...state.containerGroups.values()].map(({id, body}) => [`container group ${id}`, body] as const),
  ]
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
