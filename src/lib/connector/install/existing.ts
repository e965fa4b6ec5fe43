import type {Release} from '../../helm/releases.ts'
import {
  named as find,
  type KubeObject,
  type LeaseObject,
  type NodeObject,
  type ObjectRef,
  type SecretObject,
} from '../../kubernetes/objects.ts'
import {nodeLeaseRef, nodeRef} from '../../kubernetes/node.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {leaseRef, lockName} from '../session/lease.ts'
import type {LockedRelease} from '../session/unfinished-helm.ts'
import {instanceSelector, isOwnObject, managedBy, managedByLabel} from '../model/labels.ts'
import {nodeName, releaseName, type ConnectorId} from '../model/names.ts'
import {oldRecordName, readRecord, recordName, recordObjectOf, type ConnectorRecord, type RecordFault} from '../model/record/record.ts'

/** What exists of one connector before an install. */
export interface Existing {
  /** The name of its node, if it is not the usual one: that of a connector that was taken over (adopt/kept-nodes.ts). */
  readonly nodeName: string | undefined
  readonly record: ConnectorRecord | undefined
  /** Why the object with the name of the record is not a valid record; undefined if there is no such object. */
  readonly recordFault: RecordFault | undefined
  /** resourceVersion of its Secret. */
  readonly recordVersion: string | undefined
  /** The record is in a ConfigMap, as vkctl 0.1 wrote it. */
  readonly recordIsOld: boolean
  readonly secret: SecretObject | undefined
  readonly node: NodeObject | undefined
  readonly lease: LeaseObject | undefined
  /** The lock of the connector. */
  readonly lock: LeaseObject | undefined
  /** The release of this name in this namespace. */
  readonly release: Release | undefined
  /** Releases of this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  /** Objects of the chart. */
  readonly chartObjects: readonly KubeObject[]
}

/** For a connector that was never installed. */
export const nothingThere: Existing = {
  nodeName: undefined,
  record: undefined,
  recordFault: undefined,
  recordVersion: undefined,
  recordIsOld: false,
  secret: undefined,
  node: undefined,
  lease: undefined,
  lock: undefined,
  release: undefined,
  elsewhere: [],
  chartObjects: [],
}

/** What exists in the cluster before an install. */
export interface ExistingInCluster {
  readonly namespace: KubeObject | undefined
  /** PEM; undefined if the cluster does not publish it. */
  readonly clientCa: string | undefined
  readonly existing: ReadonlyMap<string, Existing>
}

/** The kinds of the chart's objects. */
const chartKinds = [
  'configmaps',
  'deployments.apps',
  'networkpolicies.networking.k8s.io',
  'poddisruptionbudgets.policy',
  'secrets',
  'serviceaccounts',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
]

const nothingRead: Reading = {objects: [], unread: []}

/** Reads the chart's objects of these releases, without those that vkctl itself applies. */
export function readChartObjects({kubectl}: ClusterSession, releases: readonly string[]): Promise<Reading> {
  return listObjects(kubectl, {kinds: chartKinds, labels: `${instanceSelector(releases)},${managedByLabel}!=${managedBy}`})
}

/** The release of a connector as it is now; undefined if there is none. */
export async function readRelease(
  session: ClusterSession,
  {release, namespace}: {readonly release: string; readonly namespace: string},
): Promise<Release | undefined> {
  return (await session.releases({names: [release]})).find(found => found.name === release && found.namespace === namespace)
}

/** Reads what an install needs from the cluster. Rejects if something cannot be read: an install must not guess. */
export async function readExisting(session: ClusterSession, ids: readonly ConnectorId[], namespace: string): Promise<ExistingInCluster> {
  const {kubectl} = session
  const releases = ids.map(releaseName)
  const [named, allReleases] = await Promise.all([
    readObjects(kubectl, [
      clientCaRef,
      {apiVersion: 'v1', kind: 'Namespace', name: namespace},
      ...ids.flatMap(id => connectorRefs(id, namespace)),
    ]),
    session.releases({names: releases}),
  ])
  const records = new Map(releases.map(release => [release, foundRecord(named.objects, release, namespace)]))
  // A first install does not need them.
  const chartObjects = [...records.values()].some(({record}) => record?.applied !== undefined)
    ? await readChartObjects(session, releases)
    : nothingRead
  const unread = [...named.unread, ...chartObjects.unread].filter(one => one.kind !== clientCaRef.kind || one.name !== clientCaRef.name)
  if (unread.length > 0) throw unreadError('read the cluster', unread)

  const {objects} = named
  return {
    namespace: objects.find(({kind}) => kind === 'Namespace'),
    clientCa: clientCaOf(objects),
    existing: new Map(
      ids.map(id => {
        const release = releaseName(id)
        const sameName = allReleases.filter(({name}) => name === release)
        return [
          release,
          {
            nodeName: undefined,
            ...(records.get(release) ?? foundRecord([], release, namespace)),
            secret: find(objects, 'Secret', release),
            node: find(objects, 'Node', nodeName(id)),
            lease: find(objects, 'Lease', nodeName(id)),
            lock: find(objects, 'Lease', lockName(release)),
            release: sameName.find(found => found.namespace === namespace),
            elsewhere: sameName.filter(found => found.namespace !== namespace),
            chartObjects: chartObjects.objects.filter(({metadata}) => metadata.labels?.['app.kubernetes.io/instance'] === release),
          },
        ]
      }),
    ),
  }
}

/** The releases that exist, each with the lock of its connector. */
export function releasesOf({existing}: Pick<ExistingInCluster, 'existing'>): readonly LockedRelease[] {
  return [...existing.values()].flatMap(({release, lock}) => (release === undefined ? [] : {release, lock}))
}

function foundRecord(
  objects: readonly KubeObject[],
  release: string,
  namespace: string,
): Pick<Existing, 'record' | 'recordFault' | 'recordVersion' | 'recordIsOld'> {
  const object = recordObjectOf(objects, release, namespace)
  // A Secret of somebody else is no record; refuse-taken.ts names it.
  if (object === undefined || (object.kind === 'Secret' && !isOwnObject(object, release)))
    return {record: undefined, recordFault: undefined, recordVersion: undefined, recordIsOld: false}
  const {record, fault} = readRecord(object)
  const recordIsOld = object.kind === 'ConfigMap'
  return {record, recordFault: fault, recordVersion: recordIsOld ? undefined : object.metadata.resourceVersion, recordIsOld}
}

/** The Secrets that vkctl itself creates for a connector: its credentials and its record. */
export function secretRefs(release: string, namespace: string): readonly ObjectRef[] {
  return [release, recordName(release)].map(name => ({apiVersion: 'v1', kind: 'Secret', name, namespace}))
}

function connectorRefs(id: ConnectorId, namespace: string): readonly ObjectRef[] {
  const release = releaseName(id)
  const node = nodeName(id)
  return [
    ...secretRefs(release, namespace),
    {apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace},
    nodeRef(node),
    nodeLeaseRef(node),
    leaseRef({release, namespace}),
  ]
}
