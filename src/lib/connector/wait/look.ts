import {known, mapFact, unknown, type Fact} from '../../checks/fact.ts'
import {isReady} from '../../checks/pod-state.ts'
import {named, ofKind, type DeploymentObject, type KubeObject, type ObjectRef, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {started} from '../../started.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import type {OsType} from '../model/names.ts'
import {countsOlderPod, isLive, isRolledOut, whatIsMissing, type Look} from './what-is-missing.ts'

/** A connector that is waited for. */
export interface Watched {
  readonly release: string
  readonly nodeName: string
  readonly osType: OsType
  /** Where its pod runs. */
  readonly namespace: string
}

export interface Observation {
  readonly up: boolean
  /** What was still missing at this look; empty when up. */
  readonly missing: string
  readonly look: Look
}

type Objects = Fact<readonly KubeObject[]>

/**
 * Looks at connectors when `pauseMs` have passed; gives what is seen, by release. When `before`, the look before this one, has shown each with its
 * Deployment and one pod, these are asked for by name; unless `whole`, only what each was missing is looked at again and the rest is taken from
 * before. Where it takes a kubectl, it is started during the pause and so has the answer right after it.
 */
export async function lookAtAll(
  host: Host,
  {kubectl}: ClusterSession,
  watched: readonly Watched[],
  {before, pauseMs, whole}: {readonly before: ReadonlyMap<string, Observation>; readonly pauseMs: number; readonly whole: boolean},
): Promise<ReadonlyMap<string, Observation>> {
  const pause = started(pauseMs > 0 ? host.sleep(pauseMs) : Promise.resolve())
  const all = watched.map(connector => ({connector, seen: seenWell(before.get(connector.release))}))
  if (all.every(isSeen)) {
    const asked = all.map(one => ({...one, parts: whole ? wholeLook : partsMissing(one.seen)}))
    const refs = asked.flatMap(({connector, seen, parts}) => refsOf(connector, seen, parts))
    const objects = await tolerate(host, [readObjects(kubectl, refs, {after: pause})])
    await pause
    return observed(
      asked.map(({connector, seen, parts}) => [connector, {...seen.look, ...pick(lookOf(connector, objects, objects), parts)}]),
    )
  }
  await pause
  const namespaces = [...new Set(watched.map(({namespace}) => namespace))]
  const [listed, registered] = await Promise.all([
    tolerate(
      host,
      namespaces.map(namespace => listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], namespace})),
    ),
    tolerate(host, [readObjects(kubectl, watched.flatMap(nodeRefs))]),
  ])
  return observed(watched.map(connector => [connector, lookOf(connector, listed, registered)]))
}

function nodeRefs({nodeName: name}: Watched): readonly [ObjectRef, ObjectRef] {
  return [
    {apiVersion: 'v1', kind: 'Node', name},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'},
  ]
}

/** A connector of which the Deployment and its only pod are known, and no other pod is to come. */
interface Seen {
  readonly up: boolean
  readonly look: Look
  readonly deployment: DeploymentObject
  readonly pod: PodObject
}

function seenWell(seen: Observation | undefined): Seen | undefined {
  if (seen?.look.deployments.known !== true || !seen.look.pods.known) return undefined
  const [deployment, ...others] = seen.look.deployments.value
  const [pod, ...more] = seen.look.pods.value
  if (deployment === undefined || pod === undefined || others.length + more.length > 0) return undefined
  if (!isLive(pod)) return undefined
  return {...seen, deployment, pod}
}

function isSeen<T extends {readonly seen: Seen | undefined}>(one: T): one is T & {readonly seen: Seen} {
  return one.seen !== undefined
}

type Part = keyof Look

const wholeLook: readonly Part[] = ['deployments', 'pods', 'node', 'lease']

/** While a pod is not ready its node does not matter, and once it is, only that does. */
function partsMissing({up, deployment, pod}: Seen): readonly Part[] {
  if (up) return []
  if (!isRolledOut(deployment) || countsOlderPod(deployment)) return wholeLook
  return isReady(pod) ? ['node', 'lease'] : ['pods']
}

function refsOf(connector: Watched, {deployment, pod}: Seen, parts: readonly Part[]): readonly ObjectRef[] {
  const [node, lease] = nodeRefs(connector)
  const refs = {deployments: refTo('apps/v1', 'Deployment', deployment), pods: refTo('v1', 'Pod', pod), node, lease}
  return parts.map(part => refs[part])
}

function pick(look: Look, parts: readonly Part[]): Partial<Look> {
  return Object.fromEntries(parts.map(part => [part, look[part]]))
}

function refTo(apiVersion: string, kind: string, {metadata: {name, namespace}}: KubeObject): ObjectRef {
  return {apiVersion, kind, name, ...(namespace !== undefined && {namespace})}
}

function observed(looks: readonly (readonly [Watched, Look])[]): ReadonlyMap<string, Observation> {
  return new Map(
    looks.map(([connector, look]) => {
      const missing = whatIsMissing(look, connector)
      return [connector.release, {up: missing === '', missing, look}]
    }),
  )
}

function lookOf({nodeName}: Watched, workloads: Objects, registered: Objects): Look {
  return {
    deployments: mapFact(workloads, objects => ofKind(objects, 'Deployment').filter(object => nodeArgument(object) === nodeName)),
    pods: mapFact(workloads, objects => ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))),
    node: mapFact(registered, objects => named(objects, 'Node', nodeName)),
    lease: mapFact(registered, objects => named(objects, 'Lease', nodeName)),
  }
}

/** The API server may be away for a while: that is something to wait through, not an error. */
async function tolerate(host: Host, readings: readonly Promise<Reading>[]): Promise<Objects> {
  try {
    const all = await Promise.all(readings)
    const unreadable = all.flatMap(each => each.unreadable)
    return unreadable.length === 0 ? known(all.flatMap(({objects}) => objects)) : unknown(unreadable.join('; '))
  } catch (error) {
    host.signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error))
  }
}
