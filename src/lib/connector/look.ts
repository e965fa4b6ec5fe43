import {known, mapFact, unknown, valueOf, type Fact} from '../checks/fact.ts'
import {isReady} from '../checks/pod-state.ts'
import type {Kubectl} from '../kube/kubectl.ts'
import {named, ofKind, type KubeObject, type ObjectRef, type PodObject} from '../kube/objects.ts'
import {listObjects, readObjects, type Reading} from '../kube/read.ts'
import {started} from '../started.ts'
import type {ClusterSession} from './cluster-access.ts'
import {nodeArgument, runsConnectorOf} from './deployment-arguments.ts'
import type {Host} from './host.ts'
import type {OsType} from './names.ts'
import {whatIsMissing, type Look} from './what-is-missing.ts'

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
 * Deployment and one pod, these are asked for by name. Where it takes a kubectl, it is started during the pause and so has the answer right after it;
 * else only the pods are asked for as long as none is ready and they stay as they are: so long nothing can be up.
 */
export async function lookAtAll(
  host: Host,
  {kubectl}: ClusterSession,
  watched: readonly Watched[],
  {before, pauseMs}: {readonly before: ReadonlyMap<string, Observation>; readonly pauseMs: number},
): Promise<ReadonlyMap<string, Observation>> {
  const pause = started(pauseMs > 0 ? host.sleep(pauseMs) : Promise.resolve())
  const nodes = watched.flatMap(nodeRefs)
  const workloads = watched.map(({release}) => workloadRefs(before.get(release)?.look))
  if (workloads.every(refs => refs.length > 0)) {
    if (kubectl.api !== undefined && watched.every(({release}) => isStarting(before.get(release)?.look))) {
      await pause
      if (await areUnchanged(kubectl, [...before.values()].flatMap(({look}) => valueOf(look.pods) ?? []))) return before
    }
    const all = await tolerate(host, [readObjects(kubectl, [...workloads.flat(), ...nodes], {after: pause})])
    return observed(watched, all, all)
  }
  await pause
  const namespaces = [...new Set(watched.map(({namespace}) => namespace))]
  const [listed, registered] = await Promise.all([
    tolerate(
      host,
      namespaces.map(namespace => listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], namespace})),
    ),
    tolerate(host, [readObjects(kubectl, nodes)]),
  ])
  return observed(watched, listed, registered)
}

function isStarting(look: Look | undefined): boolean {
  return look?.pods.known === true && !look.pods.value.some(isReady)
}

/** False also when that cannot be told. */
async function areUnchanged(kubectl: Kubectl, pods: readonly PodObject[]): Promise<boolean> {
  const {objects} = await readObjects(
    kubectl,
    pods.map(pod => refTo('v1', 'Pod', pod)),
  ).catch(() => ({objects: []}))
  const versions = new Map(objects.map(({metadata}) => [metadata.uid, metadata.resourceVersion]))
  return pods.every(({metadata: {uid, resourceVersion}}) => resourceVersion !== undefined && versions.get(uid) === resourceVersion)
}

function nodeRefs({nodeName: name}: Watched): readonly ObjectRef[] {
  return [
    {apiVersion: 'v1', kind: 'Node', name},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'},
  ]
}

/** The Deployment and the pod of a connector; none while it has not exactly one of each. */
function workloadRefs(look: Look | undefined): readonly ObjectRef[] {
  if (look?.deployments.known !== true || !look.pods.known) return []
  const [deployment, ...others] = look.deployments.value
  const [pod, ...more] = look.pods.value
  if (deployment === undefined || pod === undefined || others.length + more.length > 0) return []
  return [refTo('apps/v1', 'Deployment', deployment), refTo('v1', 'Pod', pod)]
}

function refTo(apiVersion: string, kind: string, {metadata: {name, namespace}}: KubeObject): ObjectRef {
  return {apiVersion, kind, name, ...(namespace !== undefined && {namespace})}
}

function observed(watched: readonly Watched[], workloads: Objects, registered: Objects): ReadonlyMap<string, Observation> {
  return new Map(
    watched.map(connector => {
      const look = lookOf(connector, workloads, registered)
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
