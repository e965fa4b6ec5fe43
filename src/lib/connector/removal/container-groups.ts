import type {ContainerGroup} from '../../azure/azure.ts'
import {nameOf, resourceGroupOf, sameId} from '../../azure/resources/ids.ts'
import {factOf, type Fact} from '../../checks/engine/fact.ts'
import {NotAllowedError} from '../../errors.ts'
import {containerGroupsOf, isGroupOfCluster, ofNode, resourceGroupOfGroup} from '../inventory/container-groups.ts'
import type {Installed} from '../inventory/installed.ts'
import type {OwnAssignment} from '../inventory/role-assignments.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {together, type Things} from './things.ts'

/** The connector to which the container groups belong, and where they can be. */
export interface NodeGroups {
  readonly connector: Pick<Installed, 'nodeName' | 'record'> & {readonly assignments?: readonly OwnAssignment[]}
  /** The resource group in which the connector creates them. */
  readonly aciResourceGroup: string
  /** UIDs of the pods that are or were on its node. */
  readonly podUids: readonly string[]
}

/** Every container group of the subscription. */
export function readAllGroups({azure, signal}: Host): Promise<Fact<readonly ContainerGroup[]>> {
  return factOf(azure.containerGroups(), signal)
}

/** True if the user may not list the container groups of the subscription. Then only some resource groups can be searched. */
export function isRefused(all: Fact<readonly ContainerGroup[]>): boolean {
  return !all.known && all.error instanceof NotAllowedError
}

/**
 * The container groups of a connector: those that are certainly of this cluster, wherever they are, and in its own resource groups also
 * those of an unknown cluster. `all`: the container groups of the subscription.
 */
export async function groupsOf(
  host: Host,
  session: ClusterSession,
  whose: NodeGroups,
  all: Fact<readonly ContainerGroup[]>,
): Promise<Things> {
  if (isRefused(all)) return together(await Promise.all(placesOf(whose, session).map(place => groupsIn(host, session, whose, place))))
  return thingsIn(all, session, whose)
}

async function groupsIn(host: Host, session: ClusterSession, whose: NodeGroups, aciResourceGroup: string): Promise<Things> {
  const read = await factOf(containerGroupsOf(host, aciResourceGroup, whose.connector.nodeName), host.signal)
  return thingsIn(read, session, whose)
}

function thingsIn(groups: Fact<readonly ContainerGroup[]>, session: ClusterSession, whose: NodeGroups): Things {
  if (!groups.known) return {things: [], hidden: [{kind: 'container group', reason: `container groups: ${groups.reason}`}]}
  const places = placesOf(whose, session)
  return {
    things: ofNode(groups.value, whose.connector.nodeName).flatMap(group => {
      const found = resourceGroupOfGroup(group)
      const certain = isGroupOfCluster(group, {resourceGroup: found, podUids: whose.podUids}, session)
      // In the spelling that vkctl uses elsewhere.
      const place = places.find(one => sameId(one, found))
      if (!certain && place === undefined) return []
      return [{kind: 'container group', aciResourceGroup: place ?? found, name: group.name, certain} as const]
    }),
    hidden: [],
  }
}

/**
 * Container groups with the node name of a connector that can belong to this or another cluster. Leaves out those in the node resource
 * group of another cluster.
 */
export async function strangeGroups(
  host: Host,
  session: ClusterSession,
  whose: NodeGroups,
  all: Fact<readonly ContainerGroup[]>,
): Promise<readonly string[]> {
  if (!all.known) return []
  const places = placesOf(whose, session)
  const elsewhere = ofNode(all.value, whose.connector.nodeName).filter(group => {
    const resourceGroup = resourceGroupOfGroup(group)
    return !places.some(one => sameId(one, resourceGroup)) && !isGroupOfCluster(group, {resourceGroup, podUids: whose.podUids}, session)
  })
  const byGroup = await Promise.all(
    [...Map.groupBy(elsewhere, resourceGroupOfGroup)].map(async ([resourceGroup, groups]) => {
      const read = await factOf(host.azure.resourceGroup(resourceGroup), host.signal)
      const manager = read.known ? read.value.managedBy : undefined
      return manager !== undefined && !sameId(manager, session.cluster.id) ? [] : groups.map(({id}) => `${resourceGroup}/${nameOf(id)}`)
    }),
  )
  return byGroup.flat()
}

/** Every resource group in which the connector has or had container groups, or a role to create them, and the default one. */
export function placesOf(
  {connector: {record, assignments = []}, aciResourceGroup}: Pick<NodeGroups, 'connector' | 'aciResourceGroup'>,
  {cluster}: Pick<ClusterSession, 'cluster'>,
): readonly string[] {
  const earlier = (record?.earlierPlaces ?? []).map(place => place.aciResourceGroup)
  const assigned = assignments.flatMap(({scope}) => resourceGroupOf(scope) ?? [])
  return [
    ...new Map([aciResourceGroup, ...earlier, ...assigned, cluster.nodeResourceGroup].map(name => [name.toLowerCase(), name])).values(),
  ]
}
