import type {ContainerGroup} from '../../azure/azure.ts'
import {containerGroupRef, sameId} from '../../azure/resources/ids.ts'
import {armErrorOf} from '../../azure/transport/arm-answer.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'

/** The container groups of a node in a resource group; none if the resource group is gone, because Azure deletes them with it. */
export async function containerGroupsOf({azure}: Host, aciResourceGroup: string, nodeName: string): Promise<readonly ContainerGroup[]> {
  try {
    return ofNode(await azure.containerGroups(aciResourceGroup), nodeName)
  } catch (error) {
    if (armErrorOf(error)?.code === 'ResourceGroupNotFound') return []
    throw error
  }
}

/** The container groups of a node. The provider sets a tag with the name of the node. */
export function ofNode(groups: readonly ContainerGroup[], nodeName: string): readonly ContainerGroup[] {
  return groups.filter(({tags}) => tags['NodeName'] === nodeName)
}

/**
 * Whether a container group is certainly of this cluster. Its tags do not name a cluster, and clusters can have nodes of the same name. So
 * either this cluster must know its pod, or it must be in the node resource group, which belongs to this cluster alone.
 */
export function isGroupOfCluster(
  {tags}: Pick<ContainerGroup, 'tags'>,
  {resourceGroup, podUids}: {readonly resourceGroup: string; readonly podUids: readonly string[]},
  {cluster}: Pick<ClusterSession, 'cluster'>,
): boolean {
  return sameId(resourceGroup, cluster.nodeResourceGroup) || podUids.includes(tags['UID'] ?? '')
}

/** The resource group that a container group is in. */
export function resourceGroupOfGroup({id}: Pick<ContainerGroup, 'id'>): string {
  return containerGroupRef(id)?.resourceGroup ?? ''
}

/** Names of the nodes whose container groups are in the node resource group: only connectors of this cluster create them there. */
export function nodesAtHome(groups: readonly ContainerGroup[], {cluster}: Pick<ClusterSession, 'cluster'>): readonly string[] {
  const atHome = groups.filter(group => sameId(resourceGroupOfGroup(group), cluster.nodeResourceGroup))
  return [...new Set(atHome.flatMap(({tags}) => tags['NodeName'] ?? []))]
}
