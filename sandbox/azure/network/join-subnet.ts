import {ArmError} from '../arm/arm-error.ts'
import type {Caller} from '../arm/route.ts'
import {isAllowed} from '../authorization/access.ts'
import type {World} from '../world.ts'
import {subnetId} from './virtual-network.ts'
import {aciService, isDelegatedToAci, type SubnetEntry, type VirtualNetworkEntry} from './virtual-network-entry.ts'

const join = 'Microsoft.Network/virtualNetworks/subnets/join/action'

function find(world: World, id: string): {network: VirtualNetworkEntry; entry: SubnetEntry} | undefined {
  for (const network of world.virtualNetworks)
    for (const entry of network.subnets) if (subnetId(world, network, entry).toLowerCase() === id.toLowerCase()) return {network, entry}
  return undefined
}

const refuse = (code: string, message: string): ArmError => new ArmError(400, code, message, {source: 'service'})

/** Refuses a container group on a subnet as Azure does, and returns the subnet's address range. */
function checkSubnet(world: World, caller: Caller, id: string, group: {readonly id: string; readonly location: string}): string {
  if (!isAllowed(world, caller.principalIds, join, id)) {
    throw new ArmError(
      403,
      'LinkedAuthorizationFailed',
      `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action '${aciService}/write' on scope '${group.id}'; ` +
        `however, it does not have permission to perform action(s) '${join}' on the linked scope(s) '${id}' (respectively) or the linked scope(s) are invalid.`,
    )
  }
  const found = find(world, id)
  if (found === undefined) throw refuse('InvalidResourceReference', `Resource ${id} referenced by resource ${group.id} was not found.`)
  const {network, entry} = found
  if (network.location !== group.location) {
    throw refuse(
      'InvalidResourceReference',
      `Resource ${id} is in the region '${network.location}'. A container group in '${group.location}' cannot use it.`,
    )
  }
  if (!isDelegatedToAci(entry.properties)) {
    throw refuse(
      'SubnetMissingRequiredDelegation',
      `Subnet ${id} requires any of the following delegation(s) [${aciService}] to reference service association link ${id}/serviceAssociationLinks/acisal.`,
    )
  }
  return entry.properties.addressPrefix ?? entry.properties.addressPrefixes?.[0] ?? ''
}

const toNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const toAddress = (value: number): string => [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.')

/** An address of the subnet for a container group: Azure reserves the first four addresses and the last one. */
export function joinSubnet(world: World, caller: Caller, id: string, group: {readonly id: string; readonly location: string}): string {
  const prefix = checkSubnet(world, caller, id, group)
  const [first = '', bits = '32'] = prefix.split('/')
  const start = toNumber(first)
  const taken = new Set([...world.containerGroups.values()].map(({ip}) => ip))
  for (let offset = 4; offset < 2 ** (32 - Number(bits)) - 1; offset++) {
    const address = toAddress(start + offset)
    if (!taken.has(address)) return address
  }
  throw refuse('SubnetIsFull', `Subnet ${id} with address prefix ${prefix} does not have enough capacity for 1 IP addresses.`)
}
