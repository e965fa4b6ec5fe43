import {factOf} from '../../checks/engine/fact.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {listNamespace} from '../../kubernetes/discovery.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import {releaseOfObject} from '../inventory/left-objects.ts'
import {isKubernetesOwn, isReleaseSecret} from '../inventory/release-doubts.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import {isOwnObject} from '../model/labels.ts'
import {oldRecordName, recordName} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {lockName} from '../session/lease.ts'

/** Whether vkctl may delete a namespace. */
export type NamespaceUse =
  /** vkctl created it, and it contains only objects of these connectors: their records, locks, and what the chart left. */
  | {readonly use: 'ours'}
  /** Somebody else created or uses it. `inhabitants`: the other objects in a namespace that vkctl created. */
  | {readonly use: 'shared'; readonly inhabitants: readonly KubeObject[]}
  | {readonly use: 'gone'}
  | {readonly use: 'unknown'; readonly reasons: readonly string[]}

/** Reads who uses a namespace in which no connector stays. `releases` are those of the connectors that were in it. */
export async function readNamespaceUse(
  {signal}: Pick<Host, 'signal'>,
  {kubectl}: Pick<ClusterSession, 'kubectl'>,
  {namespace: name, releases}: {readonly namespace: string; readonly releases: readonly string[]},
): Promise<NamespaceUse> {
  const read = await factOf(
    Promise.all([readObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', name}]), listNamespace(kubectl, name)]),
    signal,
  )
  if (!read.known) return {use: 'unknown', reasons: [read.reason]}
  const [found, {objects, unread}] = read.value
  const reasons = reasonsOf([...found.unread, ...unread])
  if (reasons.length > 0) return {use: 'unknown', reasons}
  if (found.objects.length === 0) return {use: 'gone'}
  if (!isOurNamespace(found.objects[0])) return {use: 'shared', inhabitants: []}
  const records = new Set(
    releases.flatMap(release => [`Secret ${recordName(release)}`, `ConfigMap ${oldRecordName(release)}`, `Lease ${lockName(release)}`]),
  )
  const isOurs = (object: KubeObject): boolean =>
    records.has(`${object.kind} ${object.metadata.name}`) ||
    releases.includes(releaseOfObject(object)?.release ?? '') ||
    // A removal deletes these before the namespace.
    releases.some(release => isReleaseSecret(object, release) || (object.kind === 'Secret' && isOwnObject(object, release)))
  // What another object here owns goes with its owner, and belongs to whom the owner belongs.
  const uids = new Set(objects.map(({metadata}) => metadata.uid))
  const isOwned = ({metadata: {ownerReferences = []}}: KubeObject): boolean => ownerReferences.some(({uid}) => uids.has(uid))
  const inhabitants = objects.filter(object => !isKubernetesOwn(object) && !isOurs(object) && !isOwned(object))
  return inhabitants.length === 0 ? {use: 'ours'} : {use: 'shared', inhabitants}
}
