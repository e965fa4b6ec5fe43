import {known, mapFact, unknown, type Fact} from '../../checks/engine/fact.ts'
import {named, ofKind, type KubeObject, type ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import type {OsType} from '../model/names.ts'
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

/** Looks once at all that these connectors consist of; gives what is seen, by release. What cannot be read is unknown; only an interrupt rejects. */
export async function lookAtAll(
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
      const look = lookOf(connector, workloads, registered)
      const missing = whatIsMissing(look, connector)
      return [connector.release, {up: missing === '', missing, look}]
    }),
  )
}

function nodeRefs({nodeName: name}: Watched): readonly ObjectRef[] {
  return [
    {apiVersion: 'v1', kind: 'Node', name},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'},
  ]
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
    const unread = all.flatMap(each => each.unread)
    return unread.length === 0 ? known(all.flatMap(({objects}) => objects)) : unknown(reasonsOf(unread).join('; '))
  } catch (error) {
    host.signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error))
  }
}
