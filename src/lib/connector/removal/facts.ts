import {printedRemedy} from '../../printed-commands/printed-lines.ts'
import type {ContainerGroup} from '../../azure/azure.ts'
import {valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {Release} from '../../helm/releases.ts'
import {isStuck} from '../../helm/stuck-release.ts'
import {nodeRef} from '../../kubernetes/node.ts'
import {ofKind, type NamespaceObject, type NodeObject, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import {matches, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {readInstalled, type Installed} from '../inventory/installed.ts'
import {nodesAtHome} from '../inventory/container-groups.ts'
import type {DescribedAssignment} from '../inventory/described-assignments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {doubtsAboutRelease} from '../inventory/release-doubts.ts'
import {readLease, type Lockable} from '../session/lease.ts'
import type {LockedRelease} from '../session/unfinished-helm.ts'
import {doubtsAboutNode, doubtsAboutRecord, mayTouch, rivalsThatStay} from './left-alone.ts'
import {readAssigned, type AssignedConnector} from './assigned-connectors.ts'
import {readAllGroups} from './container-groups.ts'
import {leftToOwner} from './owner.ts'
import {readThings} from './read-things.ts'
import type {Things} from './things.ts'

/** A connector that is to be removed. */
export interface RemovalTarget {
  readonly connector: AssignedConnector
  /** Its namespace; undefined if that is gone, or if only a node is left. */
  readonly namespace: NamespaceObject | undefined
  readonly aciResourceGroup: string
  /** Pods on its node. */
  readonly pods: readonly PodObject[]
  readonly podUids: readonly string[]
  /** What belonged to it before the removal. */
  readonly before: Things
  /** Other connectors that register a node of the same name and are not removed. Then the node, and what runs on it, is not removed either. */
  readonly rivals: readonly string[]
  /** Whether no other connector registers its node. */
  readonly ownsNode: boolean
  /** Why nothing of it may be removed: vkctl cannot prove that it is a connector. Usually empty. */
  readonly doubts: readonly string[]
}

/** A connector that vkctl does not remove. */
export interface OwnedConnector {
  readonly connector: AssignedConnector
  /** Why, and how its owner removes it: sentences, and commands on lines of their own. */
  readonly why: string
}

export interface RemovalFacts {
  readonly targets: readonly RemovalTarget[]
  /** Connectors that match the filter and that vkctl leaves to their owners. */
  readonly owned: readonly OwnedConnector[]
  /** The other connectors of the cluster. */
  readonly others: readonly AssignedConnector[]
  /** Role assignments that vkctl created for connectors of which nothing else is left, if the filter matches their names. */
  readonly strays: readonly DescribedAssignment[]
  /** Releases of the targets that Helm is working on, or that it left when it was interrupted. */
  readonly unfinished: readonly LockedRelease[]
  /** The container groups of the subscription. */
  readonly groups: Fact<readonly ContainerGroup[]>
}

/** Reads what to remove. Rejects if that cannot be read: vkctl must not guess what to remove. */
export async function readRemovalFacts(host: Host, session: ClusterSession, filter: ConnectorFilter): Promise<RemovalFacts> {
  const groups = await readAllGroups(host)
  const installed = await readInstalled(host, session, {leftObjects: true, groupNodes: nodesAtHome(valueOf(groups) ?? [], session)})
  const {chosen, others, strays} = await readAssigned(host, session, installed, connector => matches(filter, connector))
  for (const {facts} of chosen) {
    const unreadable = [facts.helm, facts.deployments, facts.node].find(fact => !fact.known)
    if (unreadable !== undefined && !unreadable.known) throw unreadable.error
  }
  const owned = chosen.flatMap(connector => {
    const why = leftToOwner(connector, session)
    return why === undefined ? [] : [{connector, why: printedRemedy(why, host.target).remedy}]
  })
  const removed = chosen.filter(connector => !owned.some(one => one.connector === connector))
  const targets = await Promise.all(removed.map(connector => readTarget(host, session, connector, {chosen: removed, groups})))
  const unfinished = await Promise.all(
    removed.flatMap(connector => {
      const release = valueOf(connector.facts.helm)
      return release !== undefined && isStuck(release.status) ? readLock(session, connector, release) : []
    }),
  )
  return {
    targets,
    owned,
    others: [...others, ...owned.map(({connector}) => connector)],
    unfinished,
    // They have no node.
    strays:
      filter.nodeName === undefined ? strays.filter(({connectorName}) => [undefined, connectorName].includes(filter.connectorName)) : [],
    groups,
  }
}

async function readLock({kubectl}: ClusterSession, connector: Lockable, release: Release): Promise<LockedRelease> {
  return {release, lock: await readLease(kubectl, connector)}
}

async function readTarget(
  host: Host,
  session: ClusterSession,
  connector: AssignedConnector,
  {chosen, groups}: {readonly chosen: readonly Installed[]; readonly groups: RemovalFacts['groups']},
): Promise<RemovalTarget> {
  const aciResourceGroup = aciResourceGroupOf(connector, session)
  const rivals = rivalsThatStay(connector, chosen)
  const [{node, namespace}, doubts] = await Promise.all([
    readPlace(session, connector),
    valueOf(connector.facts.helm) === undefined ? [] : doubtsAboutRelease(session, connector),
  ])
  const all = [...doubtsAboutRecord(connector), ...doubtsAboutNode(node), ...doubts]
  const ownsNode = mayTouch({doubts: all, rivals}) === 'everything'
  const pods = ownsNode ? await podsOn(session, connector.nodeName) : []
  const podUids = pods.flatMap(({metadata}) => metadata.uid ?? [])
  const before = await readThings(
    host,
    session,
    {connector, assignments: connector.assignments, aciResourceGroup, podUids, ownsNode},
    groups,
  )
  return {connector, namespace, aciResourceGroup, pods, podUids, before, rivals, ownsNode, doubts: all}
}

/** The node and the namespace of a connector, if they are there. */
async function readPlace(
  {kubectl}: ClusterSession,
  {nodeName, namespace}: Installed,
): Promise<{readonly node: NodeObject | undefined; readonly namespace: NamespaceObject | undefined}> {
  const {objects, unread} = await readObjects(kubectl, [
    nodeRef(nodeName),
    ...(namespace === '' ? [] : [{apiVersion: 'v1', kind: 'Namespace', name: namespace}]),
  ])
  if (unread.length > 0) throw unreadError(`read the node ${nodeName} and its namespace`, unread)
  return {node: ofKind(objects, 'Node')[0], namespace: ofKind(objects, 'Namespace')[0]}
}

/** The pods on a node; rejects when they cannot be read. */
export async function podsOn({kubectl}: ClusterSession, nodeName: string): Promise<readonly PodObject[]> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return ofKind(objects, 'Pod')
}
