import type {ContainerGroup} from '../../../azure/azure.ts'
import {sameId} from '../../../azure/resources/ids.ts'
import {NotFoundError} from '../../../errors.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'
import type {LeavePlace} from './leave-place.ts'
import type {StepContext} from '../../session/step.ts'

const pollMs = 500

/**
 * Deletes the container groups that a connector left in another resource group, and waits until they are gone. Returns in words what is left. In the
 * same resource group it deletes nothing: the connector still runs the same pods there.
 */
export async function deleteEarlierGroups(
  {nodeName, from: {aciResourceGroup}, to}: LeavePlace,
  {host, session, deadline}: StepContext,
): Promise<readonly string[]> {
  if (sameId(aciResourceGroup, to.aciResourceGroup)) return []
  const uids = await podUidsOn(session, nodeName)
  // The tags do not name the cluster. So a container group has to be of a pod of this node, or in the resource group that only this cluster has.
  const isOfThisCluster = ({tags}: ContainerGroup): boolean =>
    sameId(aciResourceGroup, session.cluster.nodeResourceGroup) || uids.has(tags['UID'] ?? '')
  const asked = new Set<string>()
  for (;;) {
    const found = await groupsOf(host, aciResourceGroup, nodeName)
    const ours = found.filter(isOfThisCluster)
    if (ours.length === 0 || (asked.size > 0 && host.now() >= deadline)) {
      return found.map(
        group => `container group ${aciResourceGroup}/${group.name}${isOfThisCluster(group) ? '' : ', whose pod is not known'}`,
      )
    }
    for (const {name} of ours) {
      if (!asked.has(name)) await host.azure.deleteContainerGroup(aciResourceGroup, name)
      asked.add(name)
    }
    await host.sleep(pollMs)
  }
}

async function groupsOf({azure}: Host, aciResourceGroup: string, nodeName: string): Promise<readonly ContainerGroup[]> {
  try {
    return (await azure.containerGroups(aciResourceGroup)).filter(({tags}) => tags['NodeName'] === nodeName)
  } catch (error) {
    // With the resource group, everything in it was deleted.
    if (error instanceof NotFoundError) return []
    throw error
  }
}

async function podUidsOn({kubectl}: ClusterSession, nodeName: string): Promise<ReadonlySet<string>> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return new Set(objects.flatMap(({metadata}) => metadata.uid ?? []))
}
