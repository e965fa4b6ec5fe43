import {readDefaults} from '../defaults.ts'
import type {System} from '../system.ts'
import type {Candidate} from './candidates.ts'
import type {InCommand} from './cursor.ts'
import {openNames, type Names} from './names.ts'
import {isCluster, scopeKey, type Scope} from './scope.ts'
import type {ValueKind} from './values.ts'

/** Starts reading the names of a scope in the background. */
export type Refresh = (scope: Scope) => Promise<void>

/** What the line says about the values to show. */
interface Chosen {
  readonly group: string | undefined
  readonly cluster: string | undefined
  readonly namespace: string
}

type Show = (names: Names, chosen: Chosen) => readonly Candidate[]

/** Values of a subscription. */
const inSubscription: Readonly<Partial<Record<ValueKind, Show>>> = {
  cluster: ({clusters = []}, {group}) =>
    clusters.filter(one => isSame(one['resourceGroup'], group)).map(one => candidate(one['name'], one['resourceGroup'])),
  'cluster-group': ({clusters = []}, {cluster}) => {
    const fitting = clusters.filter(one => isSame(one['name'], cluster))
    const byGroup = Map.groupBy(fitting, one => one['resourceGroup'] ?? '')
    return [...byGroup].map(([group, all]) => candidate(group, all.map(one => one['name']).join(', ')))
  },
  group: ({groups = []}) => groups.map(one => candidate(one['name'], one['location'])),
  location: ({locations = []}) => locations.map(one => candidate(one['name'], one['displayName'])),
}

/** Values of a cluster. */
const inCluster: Readonly<Partial<Record<ValueKind, Show>>> = {
  connector: ({connectors = []}) => connectors.map(one => candidate(one['name'], `${one['osType']}, ${one['location']}`)),
  namespace: ({pods = []}) => pods.map(one => candidate(one['namespace'])),
  node: ({connectors = []}) => connectors.map(one => candidate(one['node'], `${one['osType']}, ${one['location']}`)),
  pod: ({pods = [], workloads = []}, {namespace}) => [
    ...pods.filter(one => one['namespace'] === namespace).map(one => candidate(one['name'])),
    ...workloads.filter(one => one['namespace'] === namespace).map(one => candidate(`${one['kind']}/${one['name']}`)),
  ],
}

/** Values from the cache of names. If it is stale, starts `refresh`, and does not wait for it. Rejects with UsageError if a configuration file is broken. */
export async function liveValues(
  kind: ValueKind,
  {given, command}: InCommand,
  system: System,
  refresh: Refresh,
): Promise<readonly Candidate[]> {
  const show = inSubscription[kind] ?? inCluster[kind]
  if (show === undefined) return []
  const defaults = await readDefaults(system, true)
  const isGiven = (flag: string): string | undefined => given.get(flag)?.at(-1)
  const valueOf = (flag: string): string | undefined => isGiven(flag) ?? (flag in command.flags ? defaults.flag(flag) : undefined)
  const subscription = optional('subscription', isGiven('subscription'))
  const cluster = {
    ...optional('kubeconfig', isGiven('kubeconfig')),
    ...optional('context', isGiven('context')),
    ...optional('resourceGroup', valueOf('resource-group')),
    ...optional('name', valueOf('name')),
    ...(given.has('admin') && {admin: true}),
  }
  const scope: Scope = kind in inCluster ? {...subscription, ...cluster} : subscription
  if (kind in inCluster && !isCluster(scope)) return []
  const cache = openNames(system.env, await scopeKey(scope, system))
  if (cache === undefined) return []
  const {names, stale} = await cache.read()
  if (stale && (await cache.claim())) await refresh(scope)
  return show(names, {group: valueOf('resource-group'), cluster: isGiven('name'), namespace: isGiven('namespace') ?? 'default'})
}

/** Names of Azure are the same in upper and lower case. Everything fits if nothing is wanted. */
const isSame = (name: string | undefined, wanted: string | undefined): boolean =>
  wanted === undefined || name?.toLowerCase() === wanted.toLowerCase()

const candidate = (value = '', description?: string): Candidate => ({value, ...optional('description', description)})

function optional<Key extends string>(key: Key, value: string | undefined): {readonly [Name in Key]?: string} {
  return (value === undefined ? {} : {[key]: value}) as {readonly [Name in Key]?: string}
}
