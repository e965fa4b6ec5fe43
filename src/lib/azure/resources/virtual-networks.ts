import {required} from '../transport/narrow.ts'

export interface VirtualNetwork {
  readonly id: string
  readonly location: string
  readonly subnets: readonly Subnet[]
}

export interface Subnet {
  readonly id: string
  readonly name: string
  /** CIDR ranges, IPv4 first. */
  readonly addressPrefixes: readonly string[]
  /** Services to which it is delegated, such as `Microsoft.ContainerInstance/containerGroups`. */
  readonly delegations: readonly string[]
  readonly routeTableId: string | undefined
  readonly natGatewayId: string | undefined
  /** Resource types in its service association links, such as `Microsoft.ContainerInstance/containerGroups`. */
  readonly associationLinks: readonly string[]
  /** Ids of the IP configurations of the resources that use its addresses, such as network interfaces. */
  readonly ipConfigurationIds: readonly string[]
}

interface Reference {
  readonly id?: string
}

/** `properties` of a subnet inside its virtual network (Microsoft.Network 2024-05-01). */
interface ArmSubnet extends Reference {
  readonly name?: string
  readonly properties?: {
    readonly addressPrefix?: string
    readonly addressPrefixes?: readonly string[]
    readonly delegations?: readonly {readonly properties?: {readonly serviceName?: string}}[]
    readonly routeTable?: Reference | null
    readonly natGateway?: Reference | null
    readonly serviceAssociationLinks?: readonly {readonly properties?: {readonly linkedResourceType?: string}}[]
    readonly ipConfigurations?: readonly Reference[]
  }
}

interface ArmVirtualNetwork extends Reference {
  readonly location?: string
  readonly properties?: {readonly subnets?: readonly ArmSubnet[]}
}

/** Narrows a `Microsoft.Network/virtualNetworks` resource of ARM. Throws UserError if a field is missing. */
export function narrowVirtualNetwork({id, location, properties}: ArmVirtualNetwork, thing: string): VirtualNetwork {
  return {
    id: required(id, 'id', thing),
    location: required(location, 'location', thing),
    subnets: (properties?.subnets ?? []).map(subnet => narrowSubnet(subnet, thing)),
  }
}

function narrowSubnet({id, name, properties = {}}: ArmSubnet, thing: string): Subnet {
  const {addressPrefix, addressPrefixes, delegations, routeTable, natGateway, serviceAssociationLinks, ipConfigurations} = properties
  return {
    id: required(id, 'id of a subnet', thing),
    name: required(name, 'name of a subnet', thing),
    addressPrefixes: addressPrefixes ?? (addressPrefix === undefined ? [] : [addressPrefix]),
    delegations: (delegations ?? []).flatMap(one => one.properties?.serviceName ?? []),
    routeTableId: routeTable?.id,
    natGatewayId: natGateway?.id,
    associationLinks: (serviceAssociationLinks ?? []).flatMap(one => one.properties?.linkedResourceType ?? []),
    ipConfigurationIds: (ipConfigurations ?? []).flatMap(one => one.id ?? []),
  }
}
