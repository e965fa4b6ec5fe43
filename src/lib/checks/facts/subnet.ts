import {sameId} from '../../azure/resources/ids.ts'
import type {Subnet, VirtualNetwork} from '../../azure/resources/virtual-networks.ts'

/** What a subnet is delegated to when ACI may put container groups on it, and what is linked to it when ACI did. */
export const aciSubnetService = 'Microsoft.ContainerInstance/containerGroups'

export const isAci = (service: string): boolean => service.toLowerCase() === aciSubnetService.toLowerCase()

export function subnetById(network: VirtualNetwork, subnetId: string): Subnet | undefined {
  return network.subnets.find(({id}) => sameId(id, subnetId))
}

/** Whether the provider takes the subnet as it is; any other it tries to delegate at its start (azure-aci v1.6.4, pkg/network). */
export function isAciSubnet({delegations, associationLinks}: Subnet): boolean {
  return [...delegations, ...associationLinks].some(isAci)
}
