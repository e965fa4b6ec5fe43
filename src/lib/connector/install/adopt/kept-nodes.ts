import {upstreamNamespace} from '../../../helm/upstream-values.ts'
import {nodeLeaseRef, nodeRef} from '../../../kubernetes/node.ts'
import {named, ofKind, type DeploymentObject} from '../../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {belongsTo} from '../../inventory/candidate.ts'
import {registeredNodes} from '../../inventory/origin/virtual-kubelet.ts'
import {isVirtualNode} from '../../inventory/origin/virtual-node.ts'
import {nodeName, releaseName, type ConnectorId} from '../../model/names.ts'
import {provedNodeName, unprovedNode} from '../../model/record/node-name.ts'
import type {InstallSpec} from '../../model/spec.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Existing, ExistingInCluster} from '../existing.ts'

/**
 * What exists, with the nodes of connectors that are taken over or were taken over earlier: those keep the name of their node. Reads nothing for other
 * connectors. A record that names a node which nothing proves is broken. Rejects if a node cannot be read.
 */
export async function withKeptNodes(
  session: ClusterSession,
  found: ExistingInCluster,
  ids: readonly ConnectorId[],
  {namespace, adopt}: Pick<InstallSpec, 'namespace' | 'adopt'>,
): Promise<ExistingInCluster> {
  const existing = new Map(found.existing)
  for (const id of ids) {
    const one = existing.get(releaseName(id))
    if (one === undefined || (adopt === undefined && isUsual(one, id))) continue
    existing.set(releaseName(id), await withNode(session, one, {id, namespace, adopt}))
  }
  return {...found, existing}
}

/** Without its record, a connector that is installed may have been taken over. */
function isUsual({record, release}: Existing, id: ConnectorId): boolean {
  return record === undefined ? release === undefined : record.nodeName === nodeName(id)
}

async function withNode(
  session: ClusterSession,
  one: Existing,
  {id, namespace, adopt}: {readonly id: ConnectorId; readonly namespace: string; readonly adopt: string | undefined},
): Promise<Existing> {
  const {kubectl} = session
  const registered = adopt === undefined ? await readRegistered(session, id, namespace) : {own: adopt, all: []}
  const asked = adopt ?? one.record?.nodeName ?? registered.own ?? nodeName(id)
  const {objects, unread} = await readObjects(kubectl, [nodeRef(asked), nodeLeaseRef(asked)])
  if (unread.length > 0) throw unreadError(`read the node ${asked}`, unread)
  const node = named(objects, 'Node', asked)
  const isLeft = (name: string): boolean => node !== undefined && name === asked && !registered.all.includes(name)
  const isMachine = node !== undefined && !isVirtualNode(node)
  const proved = isMachine
    ? undefined
    : provedNodeName(id, adopt === undefined ? one.record : {nodeName: adopt}, {registered: registered.own, isLeft})
  if (proved === undefined) return {...one, record: undefined, recordFault: unprovedNode(asked)}
  return proved === nodeName(id) ? one : {...one, nodeName: proved, node, lease: named(objects, 'Lease', asked)}
}

/** The node that the connector's own Deployment registers, and all nodes that a Deployment registers. */
async function readRegistered(
  {kubectl}: ClusterSession,
  id: ConnectorId,
  namespace: string,
): Promise<{readonly own: string | undefined; readonly all: readonly string[]}> {
  const release = releaseName(id)
  const {objects, unread} = await listObjects(kubectl, {kinds: ['deployments.apps']})
  if (unread.length > 0) throw unreadError(`find the node of ${release}`, unread)
  const deployments = ofKind(objects, 'Deployment')
  const own = deployments.find(object => isIn([namespace, upstreamNamespace(release)], object) && belongsTo(object, {release, namespace}))
  return {own: own && registeredNodes(own)[0], all: deployments.flatMap(registeredNodes)}
}

/** Others can give a Deployment in their own namespaces the annotations of any release. */
function isIn(namespaces: readonly string[], {metadata: {namespace = ''}}: DeploymentObject): boolean {
  return namespaces.includes(namespace)
}
