import {sameId} from '../../azure/resources/ids.ts'
import type {Subnet, VirtualNetwork} from '../../azure/resources/virtual-networks.ts'

/** The service of ACI in the delegations and the service association links of a subnet. */
export const aciSubnetService = 'Microsoft.ContainerInstance/containerGroups'

export const isAci = (service: string): boolean => service.toLowerCase() === aciSubnetService.toLowerCase()

/** The subnet with this id; undefined if the network has none. */
export function subnetById(network: VirtualNetwork, subnetId: string): Subnet | undefined {
  return network.subnets.find(({id}) => sameId(id, subnetId))
}

/** Whether the subnet is delegated or linked to ACI. The provider tries to delegate any other subnet when it starts (azure-aci v1.6.4, pkg/network). */
export function isAciSubnet({delegations, associationLinks}: Subnet): boolean {
  return [...delegations, ...associationLinks].some(isAci)
}
