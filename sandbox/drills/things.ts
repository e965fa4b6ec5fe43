import type {World} from '../azure/world.ts'
import {isNotFound, type ClusterClient} from '../client/cluster-client.ts'

/** Something that a pipeline can leave behind, in the cluster or in Azure. */
export interface Thing {
  readonly kind: string
  /** `namespace/name`, or the name. */
  readonly name: string
  readonly namespace?: string | undefined
  /** Other names that a message can use for it: its Helm release, its virtual node. */
  readonly aliases: readonly string[]
  /** Whether it does its work; undefined if it is not something that works. */
  readonly works?: boolean
}

interface KubeObject {
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly unknown[]
  }
  readonly spec?: {readonly replicas?: number; readonly providerID?: string}
  readonly status?: {
    readonly availableReplicas?: number
    readonly conditions?: readonly {readonly type: string; readonly status: string}[]
  }
}

interface KubeResource {
  readonly name: string
  readonly kind: string
  readonly verbs: readonly string[]
}

/** Kinds that come and go by themselves. */
const fleeting: ReadonlySet<string> = new Set(['Event', 'Endpoints', 'EndpointSlice', 'ComponentStatus', 'PodMetrics', 'NodeMetrics'])

/** Everything in the cluster and in Azure that somebody can leave behind, by kind and name. */
export async function thingsIn(client: ClusterClient, world: World): Promise<ReadonlyMap<string, Thing>> {
  const groups = await client.get<{readonly groups: readonly {readonly preferredVersion: {readonly groupVersion: string}}[]}>('/apis')
  const roots = ['/api/v1', ...groups.groups.map(({preferredVersion}) => `/apis/${preferredVersion.groupVersion}`)]
  const inCluster = (await Promise.all(roots.map(root => thingsOf(client, root)))).flat()
  const things = [...inCluster, ...inAzure(world, inCluster)]
  return new Map(things.map(thing => [`${thing.kind} ${thing.name}`, thing]))
}

async function thingsOf(client: ClusterClient, root: string): Promise<readonly Thing[]> {
  const {resources} = await client.get<{readonly resources: readonly KubeResource[]}>(root)
  const listed = resources.filter(({name, kind, verbs}) => !name.includes('/') && verbs.includes('list') && !fleeting.has(kind))
  const lists = await Promise.all(
    listed.map(async ({name, kind}) => {
      const objects = await list(client, `${root}/${name}`)
      return objects.map(one => thingOf(kind, one, objects))
    }),
  )
  return lists.flat().filter(thing => thing !== undefined)
}

async function list(client: ClusterClient, path: string): Promise<readonly KubeObject[]> {
  try {
    return (await client.get<{readonly items: readonly KubeObject[]}>(path)).items
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

/** Undefined for what belongs to another object, or is in every namespace. */
function thingOf(kind: string, object: KubeObject, all: readonly KubeObject[]): Thing | undefined {
  const {name, namespace, labels = {}, annotations = {}, ownerReferences = []} = object.metadata
  if (ownerReferences.length > 0 || name === 'kube-root-ca.crt' || (kind === 'ServiceAccount' && name === 'default')) return undefined
  const release = annotations['meta.helm.sh/release-name'] ?? labels['app.kubernetes.io/instance']
  const ofHelm = labels['owner'] === 'helm' ? labels['name'] : undefined
  const aliases = [name, release, ofHelm].filter(alias => alias !== undefined)
  const works = worksOf(kind, object, all)
  return {kind, name: namespace === undefined ? name : `${namespace}/${name}`, namespace, aliases, ...(works !== undefined && {works})}
}

function worksOf(kind: string, object: KubeObject, all: readonly KubeObject[]): boolean | undefined {
  return kind === 'Secret' ? isFinished(object, all) : worksInCluster(kind, object)
}

/** Helm has not finished a release whose newest revision is pending or failed; undefined for a Secret that is no such revision. */
function isFinished(object: KubeObject, secrets: readonly KubeObject[]): boolean | undefined {
  const {owner, name, status, version} = object.metadata.labels ?? {}
  if (owner !== 'helm') return undefined
  const revisions = secrets.filter(
    ({metadata: {namespace, labels = {}}}) =>
      namespace === object.metadata.namespace && labels['owner'] === 'helm' && labels['name'] === name,
  )
  const newest = Math.max(...revisions.map(({metadata: {labels = {}}}) => Number(labels['version'])))
  return Number(version) === newest ? status === 'deployed' : undefined
}

function worksInCluster(kind: string, {metadata: {labels = {}}, spec, status}: KubeObject): boolean | undefined {
  if (kind === 'Deployment') return (spec?.replicas ?? 1) > 0 && (status?.availableReplicas ?? 0) >= (spec?.replicas ?? 1)
  if (kind !== 'Node' || labels['type'] !== 'virtual-kubelet') return undefined
  return status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True') === true
}

function inAzure({containerGroups, roleAssignments}: World, inCluster: readonly Thing[]): readonly Thing[] {
  const nodes = new Set(inCluster.filter(({kind}) => kind === 'Node').map(({name}) => name))
  return [
    ...[...containerGroups.values()].map(({name, resourceGroup, body: {tags = {}}}) => ({
      kind: 'container group',
      name: `${resourceGroup}/${name}`,
      aliases: [name, tags['NodeName'] ?? name],
      works: nodes.has(tags['NodeName'] ?? ''),
    })),
    ...roleAssignments.map(({name, principalId, description = ''}) => ({
      kind: 'role assignment',
      name,
      aliases: [name, principalId, ...(/[-\w.]+/g.exec(description) ?? [])],
    })),
  ]
}
