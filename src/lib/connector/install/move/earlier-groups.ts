import type {ContainerGroup} from '../../../azure/azure.ts'
import {sameId} from '../../../azure/resources/ids.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {containerGroupsOf, isGroupOfCluster} from '../../inventory/container-groups.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {LeavePlace} from './leave-place.ts'
import type {StepContext} from '../../session/step.ts'

const pollMs = 500

/**
 * Deletes the container groups that a connector left in another resource group, and waits until they are gone. Returns what is left, as
 * text. In the same resource group it deletes nothing: the connector still runs the same pods there.
 */
export async function deleteEarlierGroups(
  {nodeName, from: {aciResourceGroup}, to}: LeavePlace,
  {host, session, deadline}: StepContext,
): Promise<readonly string[]> {
  if (sameId(aciResourceGroup, to.aciResourceGroup)) return []
  const podUids = await podUidsOn(session, nodeName)
  const isOfThisCluster = (group: ContainerGroup): boolean => isGroupOfCluster(group, {resourceGroup: aciResourceGroup, podUids}, session)
  const asked = new Set<string>()
  for (;;) {
    const found = await containerGroupsOf(host, aciResourceGroup, nodeName)
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

async function podUidsOn({kubectl}: ClusterSession, nodeName: string): Promise<readonly string[]> {
  const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
  if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
  return objects.flatMap(({metadata}) => metadata.uid ?? [])
}
