import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'
import {matches, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {readInstalled, type Installed} from '../inventory/installed.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {readThings, type Things} from './things.ts'

/** A connector that is to be removed. */
export interface RemovalTarget {
  readonly connector: Installed
  readonly aciResourceGroup: string
  /** Pods on its node. */
  readonly pods: readonly PodObject[]
  /** What belonged to it before the removal. */
  readonly before: Things
}

export interface RemovalFacts {
  readonly targets: readonly RemovalTarget[]
  /** The other connectors of the cluster. */
  readonly others: readonly Installed[]
}

/** Reads what to remove. Rejects if that cannot be read: vkctl removes nothing on a guess. */
export async function readRemovalFacts(host: Host, session: ClusterSession, filter: ConnectorFilter): Promise<RemovalFacts> {
  const installed = await readInstalled(host, session)
  const chosen = installed.filter(connector => matches(filter, connector))
  for (const {facts} of chosen) {
    const unreadable = [facts.helm, facts.deployments, facts.node].find(fact => !fact.known)
    if (unreadable !== undefined && !unreadable.known) throw unreadable.error
  }
  const targets = await Promise.all(
    chosen.map(async (connector): Promise<RemovalTarget> => {
      const aciResourceGroup = aciResourceGroupOf(connector, session)
      const [pods, before] = await Promise.all([
        podsOn(session, connector.nodeName),
        readThings(host, session, {connector, aciResourceGroup}),
      ])
      return {connector, aciResourceGroup, pods, before}
    }),
  )
  return {targets, others: installed.filter(connector => !chosen.includes(connector))}
}

/** The pods on a node. Rejects if they cannot be read. */
export async function podsOn({kubectl}: ClusterSession, nodeName: string): Promise<readonly PodObject[]> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return ofKind(objects, 'Pod')
}
