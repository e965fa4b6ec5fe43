import {NotFoundError} from '../../errors.ts'
import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {environmentOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import {readInstalled, type Installed} from '../inventory/installed.ts'
import type {ConnectorId, OsType} from '../model/names.ts'

/** Which connectors are meant. What is not given does not narrow the choice. */
export interface ConnectorFilter {
  readonly connectorName?: string
  readonly osTypes?: readonly OsType[]
  readonly location?: string
  readonly namespace?: string
}

export function matches(
  {connectorName, osTypes, location, namespace}: ConnectorFilter,
  connector: ConnectorId & {readonly namespace: string},
): boolean {
  return (
    (connectorName === undefined || connector.connectorName === connectorName) &&
    (osTypes === undefined || osTypes.includes(connector.osType)) &&
    (location === undefined || connector.location === location) &&
    (namespace === undefined || connector.namespace === namespace || connector.namespace === '')
  )
}

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
      aciResourceGroup: groupOf(connector, session),
    })),
  )
  return {targets, others: installed.filter(connector => !chosen.includes(connector))}
}

/** Says what was looked for and what there is instead. */
export function notFound({connectorName, osTypes, location}: ConnectorFilter, others: readonly Installed[]): NotFoundError {
  const wanted = [
    connectorName === undefined ? 'No connector' : `No connector '${connectorName}'`,
    ...(osTypes?.length === 1 ? [`for ${osTypes[0]}`] : []),
    ...(location === undefined ? [] : [`in ${location}`]),
  ]
  return new NotFoundError(`${wanted.join(' ')} is installed in this cluster.`, {
    hints: others.length === 0 ? [] : [`Installed: ${others.map(({release}) => release).join(', ')}`],
  })
}

export async function podsOn({kubectl}: ClusterSession, nodeName: string): Promise<readonly PodObject[]> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return ofKind(objects, 'Pod')
}

/** The resource group of a connector's container groups: by its receipt, else by its configuration, else the default. */
export function groupOf({receipt, facts}: Installed, {cluster}: ClusterSession): string {
  const deployment = facts.deployments.known ? facts.deployments.value[0] : undefined
  return receipt?.aciResourceGroup ?? environmentOf(deployment, 'ACI_RESOURCE_GROUP') ?? cluster.nodeResourceGroup
}

/** A DaemonSet puts its pods back at once, wherever its node is; they go with the node. */
export function isDaemonPod({metadata}: PodObject): boolean {
  return metadata.ownerReferences?.some(({kind}) => kind === 'DaemonSet') === true
}
