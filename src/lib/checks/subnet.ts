import type {Subnet, VirtualNetwork} from '../azure/resources/virtual-networks.ts'

/** What a subnet is delegated to when ACI may put container groups on it, and what is linked to it when ACI did. */
export const aciSubnetService = 'Microsoft.ContainerInstance/containerGroups'

export const isAci = (service: string): boolean => service.toLowerCase() === aciSubnetService.toLowerCase()

export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function subnetById(network: VirtualNetwork, subnetId: string): Subnet | undefined {
  return network.subnets.find(({id}) => sameId(id, subnetId))
}

/** Whether the provider takes the subnet as it is; any other it tries to delegate at its start (azure-aci v1.6.4, pkg/network). */
export function isAciSubnet({delegations, associationLinks}: Subnet): boolean {
  return [...delegations, ...associationLinks].some(isAci)
}

/** What follows `type` in an ARM id, such as the name of its resource group; empty when there is none. */
export function partOf(id: string, type: 'resourceGroups' | 'virtualNetworks' | 'subnets'): string {
  return new RegExp(`/${type}/([^/]+)`, 'i').exec(id)?.[1] ?? ''
}

/** The id of the network that a subnet is in. */
export function networkIdOf(subnetId: string): string {
  return subnetId.replace(/\/subnets\/[^/]+$/i, '')
}
