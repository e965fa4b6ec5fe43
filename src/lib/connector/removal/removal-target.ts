import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {readInstalled, type Installed} from '../inventory/installed.ts'
import {matches, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {aciResourceGroupOf} from '../inventory/aci-resource-group.ts'

/** A connector that is to be removed, with the pods that run on its node. */
export interface RemovalTarget {
  readonly connector: Installed
  readonly pods: readonly PodObject[]
  readonly aciResourceGroup: string
}

/** Finds what is to be removed. Not being able to look is an error: nothing is removed on a guess. */
export async function findTargets(
  host: Host,
  session: ClusterSession,
  filter: ConnectorFilter,
): Promise<{readonly targets: readonly RemovalTarget[]; readonly others: readonly Installed[]}> {
  const installed = await readInstalled(host, session)
  const chosen = installed.filter(connector => matches(filter, connector))
  for (const {facts} of chosen) {
    const unreadable = [facts.helm, facts.deployments, facts.node].find(fact => !fact.known)
    if (unreadable !== undefined && !unreadable.known) throw unreadable.error
  }
  const targets = await Promise.all(
    chosen.map(async connector => ({
      connector,
      pods: await podsOn(session, connector.nodeName),
      aciResourceGroup: aciResourceGroupOf(connector, session),
    })),
  )
  return {targets, others: installed.filter(connector => !chosen.includes(connector))}
}

export async function podsOn({kubectl}: ClusterSession, nodeName: string): Promise<readonly PodObject[]> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return ofKind(objects, 'Pod')
}
