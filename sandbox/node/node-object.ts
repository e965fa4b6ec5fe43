import type {Node} from '../client/cluster-objects.ts'
import {now} from './container-state.ts'

export interface NodePlace {
  readonly name: string
  readonly hostIP: string
  readonly kubeletPort: number
  /** Such as eastus. */
  readonly location: string
  /** The node resource group, such as MC_rg_cluster_eastus. */
  readonly nodeResourceGroup: string
  readonly subscriptionId: string
}

const size = 'Standard_D2s_v5'
const kubeletVersion = 'v1.36.3'

/** The Node of an AKS system pool, with the labels that AKS gives it. */
export function poolNode({name, hostIP, kubeletPort, location, nodeResourceGroup, subscriptionId}: NodePlace): Node {
  const pool = /^aks-(.+)-\d+-vmss/.exec(name)?.[1] ?? 'nodepool1'
  const machine = `Microsoft.Compute/virtualMachineScaleSets/${name.replace(/\d{6}$/, '')}/virtualMachines/0`
  const time = now()
  const resources = {cpu: '2', memory: '8130484Ki', pods: '110', 'ephemeral-storage': '129886128Ki'}
  const healthy = (type: string, reason: string, message: string) => ({
    type,
    status: 'False' as const,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  })
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        agentpool: pool,
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/instance-type': size,
        'beta.kubernetes.io/os': 'linux',
        'failure-domain.beta.kubernetes.io/region': location,
        'kubernetes.azure.com/agentpool': pool,
        'kubernetes.azure.com/cluster': nodeResourceGroup,
        'kubernetes.azure.com/mode': 'system',
        'kubernetes.azure.com/nodepool-type': 'VirtualMachineScaleSets',
        'kubernetes.azure.com/os-sku': 'Ubuntu',
        'kubernetes.azure.com/role': 'agent',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': size,
        'topology.kubernetes.io/region': location,
        'topology.kubernetes.io/zone': '0',
      },
    },
    spec: {providerID: `azure:///subscriptions/${subscriptionId}/resourceGroups/${nodeResourceGroup.toLowerCase()}/providers/${machine}`},
    status: {
      capacity: resources,
      allocatable: {...resources, cpu: '1900m', memory: '5974388Ki'},
      addresses: [
        {type: 'InternalIP', address: hostIP},
        {type: 'Hostname', address: name},
      ],
      daemonEndpoints: {kubeletEndpoint: {Port: kubeletPort}},
      conditions: [
        healthy('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        healthy('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        healthy('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastHeartbeatTime: time,
          lastTransitionTime: time,
        },
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '00000000-0000-4000-8000-000000000000',
        containerRuntimeVersion: 'containerd://2.1.6-1',
        kernelVersion: '6.8.0-1044-azure',
        kubeProxyVersion: '',
        kubeletVersion,
        machineID: '00000000000000000000000000000000',
        operatingSystem: 'linux',
        osImage: 'Ubuntu 24.04.3 LTS',
        systemUUID: '00000000-0000-4000-8000-000000000000',
      },
    },
  }
}
