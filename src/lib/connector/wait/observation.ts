import {factOf, mapFact, unknown, type Fact} from '../../checks/engine/fact.ts'
import type {Release} from '../../helm/releases.ts'
import {nodeLeaseRef, nodeRef} from '../../kubernetes/node.ts'
import {named, ofKind, type DeploymentObject, type ObjectRef} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {conditionsOf, type ConditionFacts} from '../inventory/conditions.ts'
import {missingReferences, uniqueReferences} from '../inventory/references.ts'
import {nodeArgument, runsConnectorOf} from '../model/deployment-arguments.ts'
import type {OsType} from '../model/names.ts'
import type {Condition} from '../model/result.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'

/** A connector that vkctl waits for. */
export interface Watched {
  readonly release: string
  readonly nodeName: string
  readonly osType: OsType
  /** Namespace of its pod. */
  readonly namespace: string
  /** As Helm left it. */
  readonly helm: Fact<Release | undefined>
}

/** What one reading shows of a connector. */
export interface Observation {
  readonly conditions: readonly Condition[]
  /** The first condition that a connector has to meet to be up, and does not; undefined if it is up. */
  readonly fault: Condition | undefined
  readonly facts: ConditionFacts
}

/** The other conditions do not change while vkctl waits: somebody has to change them. */
const waitedFor: ReadonlySet<Condition['type']> = new Set(['ReferencesExist', 'WorkloadAvailable', 'NodeReady'])

/** Reads a connector once. What cannot be read is unknown; rejects only when interrupted. */
export async function readObservation(host: Pick<Host, 'signal'>, session: ClusterSession, watched: Watched): Promise<Observation> {
  const {kubectl} = session
  const {nodeName, namespace, helm} = watched
  const workloads = await factOf(listObjects(kubectl, {kinds: ['deployments.apps', 'pods'], namespace}), host.signal)
  const deployments = mapFact(read(workloads, 'Deployment'), ({objects}) =>
    ofKind(objects, 'Deployment').filter(object => nodeArgument(object) === nodeName),
  )
  const own: readonly DeploymentObject[] = deployments.known ? deployments.value : []
  const byName = await factOf(readObjects(kubectl, [...nodeRefs(watched), ...uniqueReferences(own)]), host.signal)
  const facts: ConditionFacts = {
    helm,
    deployments,
    pods: mapFact(read(workloads, 'Pod'), ({objects}) => ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName))),
    node: mapFact(read(byName, 'Node'), ({objects}) => named(objects, 'Node', nodeName)),
    lease: mapFact(read(byName, 'Lease'), ({objects}) => named(objects, 'Lease', nodeName)),
    missingReferences: missingReferences(own[0], byName),
  }
  const conditions = conditionsOf({...watched, ...ofVkctl}, facts, session.now())
  return {conditions, fault: conditions.find(({type, status}) => status !== 'True' && waitedFor.has(type)), facts}
}

/** vkctl waits only for what it installs with Helm. */
export const ofVkctl = {origin: 'vkctl', managedBy: undefined, workload: undefined} as const

function nodeRefs({nodeName: name}: Watched): readonly ObjectRef[] {
  return [nodeRef(name), nodeLeaseRef(name)]
}

/** A reading, unless objects of a kind could not be read. */
function read(reading: Fact<Reading>, kind: string): Fact<Reading> {
  if (!reading.known) return reading
  const unread = reading.value.unread.filter(one => one.kind === kind)
  return unread[0] === undefined ? reading : unknown(unread[0].reason, unreadError('read the connector', unread))
}
