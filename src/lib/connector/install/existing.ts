import type {Release} from '../../helm/releases.ts'
import {
  named as find,
  type KubeObject,
  type LeaseObject,
  type NodeObject,
  type ObjectRef,
  type SecretObject,
} from '../../kubernetes/objects.ts'
import {listObjects, readObjects, type Reading} from '../../kubernetes/read.ts'
import {unreadError, type Unread} from '../../kubernetes/unread.ts'
import {chartObjectRefs, isNamed, isOwnObject, secretRefs} from './charts/chart-objects.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {instanceSelector} from '../model/labels.ts'
import {nodeName, releaseName, type ConnectorId} from '../model/names.ts'
import {oldRecordName, readRecord, recordObjectOf, type ConnectorRecord, type RecordFault} from '../model/record/record.ts'

/** What exists of one connector before an install. */
export interface Existing {
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
  /** The release of this name in this namespace. */
  readonly release: Release | undefined
  /** Releases of this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  /** Objects of the chart. */
  readonly chartObjects: readonly KubeObject[]
  /** Objects with the names of the connector's Secrets and of the chart's objects, whoever created them. */
  readonly named: readonly KubeObject[]
  /** Objects of the chart that the user may not read. If the user may not create them either, a check says so. */
  readonly namesUnread: readonly Unread[]
}

/** For a connector that was never installed. */
export const nothingThere: Existing = {
  record: undefined,
  recordFault: undefined,
  recordVersion: undefined,
  recordIsOld: false,
  secret: undefined,
  node: undefined,
  lease: undefined,
  release: undefined,
  elsewhere: [],
  chartObjects: [],
  named: [],
  namesUnread: [],
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
  'deployments.apps',
  'serviceaccounts',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
]

const nothingRead: Reading = {objects: [], unread: []}

/** Reads the chart's objects of these releases. */
export function readChartObjects({kubectl}: ClusterSession, releases: readonly string[]): Promise<Reading> {
  return listObjects(kubectl, {kinds: chartKinds, labels: instanceSelector(releases)})
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
    session.helm.releases({}),
  ])
  const records = new Map(releases.map(release => [release, foundRecord(named.objects, release, namespace)]))
  // They are compared with the marks of an earlier install, so a first install does not read them.
  const chartObjects = [...records.values()].some(({record}) => record?.applied !== undefined)
    ? await readChartObjects(session, releases)
    : nothingRead
  const isChartName = (one: Unread): boolean => releases.some(name => chartObjectRefs(name, namespace).some(ref => isRefused(one, ref)))
  const forbidden = named.unread.filter(isChartName)
  const unread = [...named.unread, ...chartObjects.unread].filter(
    one => !forbidden.includes(one) && (one.kind !== clientCaRef.kind || one.name !== clientCaRef.name),
  )
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
            ...(records.get(release) ?? foundRecord([], release, namespace)),
            secret: find(objects, 'Secret', release),
            node: find(objects, 'Node', nodeName(id)),
            lease: find(objects, 'Lease', nodeName(id)),
            release: sameName.find(found => found.namespace === namespace),
            elsewhere: sameName.filter(found => found.namespace !== namespace),
            namesUnread: forbidden.filter(one => chartObjectRefs(release, namespace).some(ref => isRefused(one, ref))),
            named: named.objects.filter(object => nameRefs(release, namespace).some(ref => isNamed(object, ref))),
            chartObjects: chartObjects.objects.filter(({metadata}) => metadata.labels?.['app.kubernetes.io/instance'] === release),
          },
        ]
      }),
    ),
  }
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

/** Whether the user may not read this object. */
function isRefused({kind, name, status}: Unread, ref: ObjectRef): boolean {
  return status === 'Forbidden' && kind === ref.kind && name === ref.name
}

/** The names that a connector needs for itself. */
function nameRefs(release: string, namespace: string): readonly ObjectRef[] {
  return [...secretRefs(release, namespace), ...chartObjectRefs(release, namespace)]
}

function connectorRefs(id: ConnectorId, namespace: string): readonly ObjectRef[] {
  const release = releaseName(id)
  const node = nodeName(id)
  return [
    ...nameRefs(release, namespace),
    {apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace},
    {apiVersion: 'v1', kind: 'Node', name: node},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: node, namespace: 'kube-node-lease'},
  ]
}
