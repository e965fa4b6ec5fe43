import {known, mapFact, unknown, type Fact} from '../../checks/engine/fact.ts'
import {named, ofKind, type KubeObject, type ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import type {OsType} from '../model/names.ts'
import {whatIsMissing, type WaitFacts} from './what-is-missing.ts'

/** A connector that vkctl waits for. */
export interface Watched {
  readonly release: string
  readonly nodeName: string
  readonly osType: OsType
  /** Namespace of its pod. */
  readonly namespace: string
}

export interface Observation {
  readonly up: boolean
  /** What is still missing; empty if the connector is up. */
  readonly missing: string
  readonly facts: WaitFacts
}

type Objects = Fact<readonly KubeObject[]>

/** Reads these connectors once. Returns an observation of each, by release. What cannot be read is unknown; rejects only when interrupted. */
export async function readObservations(
  host: Host,
  {kubectl}: ClusterSession,
  watched: readonly Watched[],
): Promise<ReadonlyMap<string, Observation>> {
  const namespaces = [...new Set(watched.map(({namespace}) => namespace))]
  const [workloads, registered] = await Promise.all([
    tolerate(
      host,
      namespaces.map(namespace => listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], namespace})),
    ),
    tolerate(host, [readObjects(kubectl, watched.flatMap(nodeRefs))]),
  ])
  return new Map(
    watched.map(connector => {
      const facts = factsOf(connector, workloads, registered)
      const missing = whatIsMissing(facts, connector)
      return [connector.release, {up: missing === '', missing, facts}]
    }),
  )
}

function nodeRefs({nodeName: name}: Watched): readonly ObjectRef[] {
  return [
    {apiVersion: 'v1', kind: 'Node', name},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'},
  ]
}

function factsOf({nodeName}: Watched, workloads: Objects, registered: Objects): WaitFacts {
  return {
    deployments: mapFact(workloads, objects => ofKind(objects, 'Deployment').filter(object => nodeArgument(object) === nodeName)),
    pods: mapFact(workloads, objects => ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))),
    node: mapFact(registered, objects => named(objects, 'Node', nodeName)),
    lease: mapFact(registered, objects => named(objects, 'Lease', nodeName)),
  }
}

/** The API server may be unreachable for a while. The wait continues then, so that is not an error. */
async function tolerate(host: Host, readings: readonly Promise<Reading>[]): Promise<Objects> {
  try {
    const all = await Promise.all(readings)
    const unread = all.flatMap(each => each.unread)
    return unread.length === 0 ? known(all.flatMap(({objects}) => objects)) : unknown(reasonsOf(unread).join('; '))
  } catch (error) {
    host.signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error))
  }
}
