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
import {unreadError} from '../../kubernetes/unread.ts'
import {clientCaOf, clientCaRef} from '../model/client-ca.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {instanceSelector} from '../model/labels.ts'
import {nodeName, releaseName, type ConnectorId} from '../model/names.ts'
import {readReceipt, receiptName, type Receipt} from '../model/receipt.ts'

/** What exists of one connector before an install. */
export interface Existing {
  readonly receipt: Receipt | undefined
  /** resourceVersion of its ConfigMap. */
  readonly receiptVersion: string | undefined
  readonly secret: SecretObject | undefined
  readonly node: NodeObject | undefined
  readonly lease: LeaseObject | undefined
  /** The release of this name in this namespace. */
  readonly release: Release | undefined
  /** Releases of this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  /** Objects of the chart. */
  readonly chartObjects: readonly KubeObject[]
}

/** For a connector that was never installed. */
export const nothingThere: Existing = {
  receipt: undefined,
  receiptVersion: undefined,
  secret: undefined,
  node: undefined,
  lease: undefined,
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
  const receipts = releases.map(release => readReceipt(find(named.objects, 'ConfigMap', receiptName(release))))
  // They are compared with what an earlier install left, so a first install does not read them.
  const chartObjects = receipts.some(receipt => receipt?.applied !== undefined) ? await readChartObjects(session, releases) : nothingRead
  const unread = [...named.unread, ...chartObjects.unread].filter(({kind, name}) => kind !== clientCaRef.kind || name !== clientCaRef.name)
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
            receipt: readReceipt(find(objects, 'ConfigMap', receiptName(release))),
            receiptVersion: find(objects, 'ConfigMap', receiptName(release))?.metadata.resourceVersion,
            secret: find(objects, 'Secret', release),
            node: find(objects, 'Node', nodeName(id)),
            lease: find(objects, 'Lease', nodeName(id)),
            release: sameName.find(found => found.namespace === namespace),
            elsewhere: sameName.filter(found => found.namespace !== namespace),
            chartObjects: chartObjects.objects.filter(({metadata}) => metadata.labels?.['app.kubernetes.io/instance'] === release),
          },
        ]
      }),
    ),
  }
}

function connectorRefs(id: ConnectorId, namespace: string): readonly ObjectRef[] {
  const release = releaseName(id)
  const node = nodeName(id)
  return [
    {apiVersion: 'v1', kind: 'Secret', name: release, namespace},
    {apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace},
    {apiVersion: 'v1', kind: 'Node', name: node},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: node, namespace: 'kube-node-lease'},
  ]
}
