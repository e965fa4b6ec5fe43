import type {Subnet, VirtualNetwork} from '../../../src/lib/azure/resources/virtual-networks.ts'
import type {ConnectorNetwork, ConnectorValues} from '../../../src/lib/checks/facts/connector-values.ts'

// A connector on a subnet that is well. Tests change what they are about.

export const networkId =
  '/subscriptions/12345678-1234-1234-1234-1234567890ab/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v'
export const subnetId = `${networkId}/subnets/aci`

export const network: ConnectorNetwork = {
  subnetId,
  subnetName: 'aci',
  subnetCidr: '',
  kubeDnsIp: '10.0.0.10',
  masterUri: 'https://c-1.hcp.eastus.azmk8s.io:443',
  longLivedToken: true,
}

export const aci = 'Microsoft.ContainerInstance/containerGroups'

export const subnet: Subnet = {
  id: subnetId,
  name: 'aci',
  addressPrefixes: ['10.1.0.0/24'],
  delegations: [aci],
  routeTableId: undefined,
  natGatewayId: `/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/natGateways/nat-1`,
  associationLinks: [],
  ipConfigurationIds: [],
}

/** The facts of a connector on such a subnet. */
export function onSubnet({
  subnet: subnetTraits = {},
  network: networkTraits = {},
  virtualNetwork = {},
}: {
  readonly subnet?: Partial<Subnet>
  readonly network?: Partial<ConnectorNetwork>
  readonly virtualNetwork?: Partial<VirtualNetwork>
} = {}): Pick<ConnectorValues, 'network' | 'virtualNetwork'> {
  return {
    network: {...network, ...networkTraits},
    virtualNetwork: {id: networkId, location: 'eastus', subnets: [{...subnet, ...subnetTraits}], ...virtualNetwork},
  }
}
