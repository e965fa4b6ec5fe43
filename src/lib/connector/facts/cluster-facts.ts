import type {ClusterValues} from '../../checks/facts/cluster-values.ts'
import {factOf, mapFact, type Fact} from '../../checks/engine/fact.ts'
import {ofKind, type KubeObject, type NamespaceObject} from '../../kubernetes/objects.ts'
import {listObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'

/** What `validate` reads from the cluster in addition to the connectors. */
export interface ClusterReadings {
  readonly pendingPods: Fact<ClusterValues['pendingPods']>
  readonly namespaces: Fact<ClusterValues['namespaces']>
  /** Every namespace. */
  readonly namespaceObjects: Fact<readonly NamespaceObject[]>
}

/** Reads what the checks of every connector need. */
export async function readClusterFacts(
  {signal}: Pick<Host, 'signal'>,
  {kubectl}: Pick<ClusterSession, 'kubectl'>,
): Promise<ClusterReadings> {
  const [pending, namespaceObjects] = await Promise.all([
    factOf(wholly(listObjects(kubectl, {kinds: ['pods'], fields: 'spec.nodeName=,status.phase=Pending'})), signal),
    factOf(wholly(listObjects(kubectl, {kinds: ['namespaces']})), signal),
  ])
  return {
    pendingPods: mapFact(pending, objects => ofKind(objects, 'Pod')),
    namespaces: mapFact(namespaceObjects, objects => objects.map(({metadata}) => metadata.name)),
    namespaceObjects,
  }
}

/** The objects of a reading. Rejects if a part of it could not be read. */
export async function wholly(reading: Promise<Reading>): Promise<readonly KubeObject[]> {
  const {objects, unread} = await reading
  if (unread.length > 0) throw unreadError('read the cluster', unread)
  return objects
}
