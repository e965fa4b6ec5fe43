import type {ContainerGroup} from '../../../src/lib/azure/azure.ts'
import type {LookedAt} from '../../../src/lib/orphans/classify.ts'
import type {FoundGroup} from '../../../src/lib/orphans/found-group.ts'

// Container groups of Virtual Kubelet, and what a cluster has of them. Tests change what they are about.

const subscription = '/subscriptions/11111111-2222-3333-4444-555555555555'
export const node = 'virtual-kubelet-virtual-kubelet-linux-eastus'

export function containerGroup(
  name: string,
  {resourceGroup = 'MC_a', tags = {}}: {resourceGroup?: string; tags?: object} = {},
): ContainerGroup {
  return {
    id: `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/default-${name}`,
    name: `default-${name}`,
    tags: {
      PodName: name,
      NodeName: node,
      Namespace: 'default',
      UID: `uid-of-${name}`,
      CreationTimestamp: '2026-11-23 07:14:18 +0000 UTC',
      ...tags,
    },
    provisioningState: 'Succeeded',
    osType: 'Linux',
    ip: undefined,
    isPublic: false,
    ports: [],
    cores: 1,
    memoryGb: 1.5,
  }
}

export function found(name: string, changes: Partial<FoundGroup> = {}): FoundGroup {
  const {id, cores, memoryGb} = containerGroup(name, changes)
  return {
    id,
    name: `default-${name}`,
    resourceGroup: 'MC_a',
    nodeName: node,
    namespace: 'default',
    podName: name,
    podUid: `uid-of-${name}`,
    createdAt: '2026-11-23T07:14:18.000Z',
    cores,
    memoryGb,
    class: 'pod-gone',
    cluster: 'g/a',
    certain: true,
    ...changes,
  }
}

export function cluster(
  changes: {name?: string; nodeResourceGroup?: string | undefined; nodes?: string[]; podUids?: string[]} = {},
): LookedAt {
  const {nodes = [node], podUids = [], ...rest} = changes
  return {name: 'g/a', nodeResourceGroup: 'MC_a', ...rest, nodes: new Set(nodes), podUids: new Set(podUids)}
}
