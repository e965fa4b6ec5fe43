import type {World} from '../world.ts'
import {aciService, type SubnetEntry, type VirtualNetworkEntry} from './virtual-network-entry.ts'

export const networkId = (world: World, {resourceGroup, name}: VirtualNetworkEntry): string =>
  `/subscriptions/${world.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${name}`

export const subnetId = (world: World, network: VirtualNetworkEntry, {name}: SubnetEntry): string =>
  `${networkId(world, network)}/subnets/${name}`

/** A subnet as ARM shows it; while container groups are on it, ACI's service association link is too. */
export function subnet(world: World, network: VirtualNetworkEntry, entry: SubnetEntry): unknown {
  const id = subnetId(world, network, entry)
  const {serviceAssociationLinks: others = [], delegations = [], ...properties} = entry.properties
  const used = [...world.containerGroups.values()].some(({subnetId: on}) => on?.toLowerCase() === id.toLowerCase())
  const link = {
    name: 'acisal',
    id: `${id}/serviceAssociationLinks/acisal`,
    type: 'Microsoft.Network/virtualNetworks/subnets/serviceAssociationLinks',
    properties: {provisioningState: 'Succeeded', linkedResourceType: aciService, enabledForArmDeployments: false, allowDelete: true},
  }
  const links = used ? [...others, link] : others
  return {
    name: entry.name,
    id,
    type: 'Microsoft.Network/virtualNetworks/subnets',
    properties: {
      provisioningState: 'Succeeded',
      ...properties,
      ...(links.length > 0 && {serviceAssociationLinks: links}),
      delegations: delegations.map(({name = '', properties: {serviceName} = {}}) => ({
        name,
        id: `${id}/delegations/${name}`,
        type: 'Microsoft.Network/virtualNetworks/subnets/delegations',
        properties: {provisioningState: 'Succeeded', serviceName, actions: ['Microsoft.Network/virtualNetworks/subnets/action']},
      })),
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
    },
  }
}

/** A virtual network as ARM shows it, its subnets inline. */
export function virtualNetwork(world: World, entry: VirtualNetworkEntry): unknown {
  return {
    name: entry.name,
    id: networkId(world, entry),
    type: 'Microsoft.Network/virtualNetworks',
    location: entry.location,
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: {addressPrefixes: entry.addressPrefixes},
      subnets: entry.subnets.map(one => subnet(world, entry, one)),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
    },
  }
}
