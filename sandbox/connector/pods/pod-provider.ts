import type {Pod, PodStatus} from '../../client/pod-objects.ts'
import {containerGroupFor, groupName, type GroupMaker} from '../container-groups/container-group.ts'
import type {ContainerGroup, GroupEvent} from '../container-groups/container-group-objects.ts'
import type {ContainerGroups} from '../container-groups/container-group-client.ts'
import {GoPanic, nilDereference} from '../go-quirks.ts'
import {podStatusOf} from '../container-groups/group-status.ts'

/** Pods as container groups: what virtual-kubelet calls the provider. */
export interface PodProvider {
  /** Undefined if there is no container group for it. */
  status(namespace: string, name: string): Promise<PodStatus | undefined>
  events(namespace: string, name: string): Promise<GroupEvent[]>
  exists(namespace: string, name: string): Promise<boolean>
  create(pod: Pod): Promise<void>
  delete(namespace: string, name: string): Promise<void>
  logs(namespace: string, name: string, container: string, tail: number): Promise<string | undefined>
  /** The pods whose container groups carry this node's name. */
  list(): Promise<{namespace: string; name: string}[]>
}

export function createPodProvider(groups: ContainerGroups, maker: GroupMaker, nodeName: string): PodProvider {
  const {resourceGroup} = maker.settings
  const windows = maker.os.toLowerCase() === 'windows'
  const get = async (namespace: string, name: string): Promise<ContainerGroup | undefined> => {
    const group = await groups.get(resourceGroup, groupName(namespace, name))
    // For a container group of another node, the provider returns neither a group nor an error, and then crashes.
    if (group !== undefined && group.tags['NodeName'] !== nodeName)
      throw nilDereference([
        [
          'github.com/virtual-kubelet/azure-aci/pkg/provider.(*ACIProvider).FetchPodStatus(...)',
          '/workspace/pkg/provider/aci.go:905 +0x11f',
        ],
      ])
    return group
  }
  return {
    async status(namespace, name) {
      const group = await get(namespace, name)
      return group && podStatusOf(group, {hostIP: maker.hostIP, windows})
    },
    async events(namespace, name) {
      const {instanceView, containers = []} = (await get(namespace, name))?.properties ?? {}
      return [...(instanceView?.events ?? []), ...containers.flatMap(({properties}) => properties.instanceView?.events ?? [])]
    },
    async exists(namespace, name) {
      try {
        return (await get(namespace, name)) !== undefined
      } catch (error) {
        if (error instanceof GoPanic) throw error
        // virtual-kubelet treats any error as "does not exist" and creates the pod.
        return false
      }
    },
    async create(pod) {
      await groups.put(resourceGroup, containerGroupFor(pod, maker))
    },
    async delete(namespace, name) {
      await groups.delete(resourceGroup, groupName(namespace, name))
    },
    async logs(namespace, name, container, tail) {
      const group = await get(namespace, name)
      return group && groups.logs(resourceGroup, group.name, container, tail)
    },
    async list() {
      const all = await groups.list(resourceGroup)
      return all
        .filter(({tags}) => tags?.['NodeName'] === nodeName)
        .map(({tags}) => ({namespace: tags['Namespace'] ?? '', name: tags['PodName'] ?? ''}))
    },
  }
}
