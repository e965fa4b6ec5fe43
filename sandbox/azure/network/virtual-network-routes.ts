import {networkVersions} from '../arm/api-versions.ts'
import {ArmError, resourceNotFound} from '../arm/arm-error.ts'
import {listRoutes} from '../arm/list-routes.ts'
import type {ArmReply, ArmRequest, ArmRoute} from '../arm/route.ts'
import {subnet, subnetId, virtualNetwork} from './virtual-network.ts'
import type {SubnetEntry, SubnetProperties, VirtualNetworkEntry} from './virtual-network-entry.ts'

const type = 'Microsoft.Network/virtualNetworks'
const path = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}/{network}`

function askedNetwork({world, params: {group = '', network = ''}}: ArmRequest): VirtualNetworkEntry {
  const found = world.virtualNetworks.find(
    one => one.resourceGroup.toLowerCase() === group.toLowerCase() && one.name.toLowerCase() === network.toLowerCase(),
  )
  if (found === undefined) throw resourceNotFound(type, network, group)
  return found
}

function indexOfSubnet(network: VirtualNetworkEntry, {params: {subnet: name = ''}}: ArmRequest): number {
  return network.subnets.findIndex(one => one.name.toLowerCase() === name.toLowerCase())
}

function getSubnet(request: ArmRequest): ArmReply {
  const network = askedNetwork(request)
  const found = network.subnets[indexOfSubnet(network, request)]
  // The network provider has its own text for a missing child of one of its resources.
  if (found === undefined) throw new ArmError(404, 'NotFound', `Resource ${request.path} not found.`, {source: 'service'})
  return {status: 200, body: subnet(request.world, network, found)}
}

const services = ({delegations = []}: SubnetProperties): string =>
  delegations
    .map(one => one.properties?.serviceName ?? '')
    .toSorted()
    .join(', ')

/** A subnet in use keeps its delegations. */
function checkDelegations(id: string, before: SubnetProperties, after: SubnetProperties): void {
  const user = before.ipConfigurations?.[0]?.id
  if (user === undefined || services(before) === services(after)) return
  throw new ArmError(
    400,
    'SubnetDelegationsCannotChangeWhenSubnetUsedByResource',
    `Delegations of subnet ${id} cannot be changed from [${services(before)}] to [${services(after)}] because it is being used by the resource ${user}.`,
    {source: 'service'},
  )
}

function putSubnet(request: ArmRequest): ArmReply {
  const {world, body} = request
  const network = askedNetwork(request)
  const {properties} = (body ?? {}) as {readonly properties?: SubnetProperties}
  if (properties === undefined)
    throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid: properties are required.')
  const index = indexOfSubnet(network, request)
  const before = network.subnets[index]
  const {ipConfigurations = [], serviceAssociationLinks = []} = before?.properties ?? {}
  const entry: SubnetEntry = {
    name: before?.name ?? request.params['subnet'] ?? '',
    // These fields are read-only: values in a request are ignored.
    properties: {...properties, ipConfigurations, serviceAssociationLinks},
  }
  if (before !== undefined) checkDelegations(subnetId(world, network, before), before.properties, properties)
  network.subnets.splice(before === undefined ? network.subnets.length : index, 1, entry)
  return {status: before === undefined ? 201 : 200, body: subnet(world, network, entry)}
}

/** Virtual networks, and subnets as the provider reads and delegates them. */
export const virtualNetworkRoutes: readonly ArmRoute[] = [
  ...listRoutes(type, {apiVersions: networkVersions, entries: ({virtualNetworks}) => virtualNetworks, show: virtualNetwork}),
  {
    method: 'GET',
    path,
    action: `${type}/read`,
    apiVersions: networkVersions,
    handle: request => ({status: 200, body: virtualNetwork(request.world, askedNetwork(request))}),
  },
  {
    method: 'GET',
    path: `${path}/subnets`,
    action: `${type}/subnets/read`,
    scope: path,
    apiVersions: networkVersions,
    handle: request => {
      const {world} = request
      const network = askedNetwork(request)
      return {status: 200, body: {value: network.subnets.map(one => subnet(world, network, one))}}
    },
  },
  {method: 'GET', path: `${path}/subnets/{subnet}`, action: `${type}/subnets/read`, apiVersions: networkVersions, handle: getSubnet},
  {method: 'PUT', path: `${path}/subnets/{subnet}`, action: `${type}/subnets/write`, apiVersions: networkVersions, handle: putSubnet},
]
