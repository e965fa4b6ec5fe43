import type {RoleAssignment} from '../../azure/resources/access.ts'
import {virtualNetworkIdOf} from '../../azure/resources/ids.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import type {ConnectorNetwork, ConnectorValues} from '../../checks/facts/connector-values.ts'
import {known, valueOf, type Fact} from '../../checks/engine/fact.ts'
import type {FactsOf} from '../../checks/engine/judge.ts'
import {networkActions, subnetWrite, type Permission} from '../../checks/facts/permissions.ts'
import {isAciSubnet, subnetById} from '../../checks/facts/subnet.ts'
import type {AzureReaders} from '../facts/azure-facts.ts'
import type {ConnectorRecord} from '../model/record/record.ts'
import {subnetRef} from '../model/subnet.ts'

/** The subnet of an install: its network in Azure, and what the identity may do on it. */
export interface SubnetUse {
  readonly virtualNetwork: Fact<VirtualNetwork | undefined>
  readonly permission: Permission
  readonly assignments: readonly RoleAssignment[]
}

/** Rejects if the permissions of the identity cannot be read, because the plan depends on them. */
export async function readSubnetUse(readers: AzureReaders, subnetId: string, principalId: string): Promise<SubnetUse> {
  const virtualNetwork = await readers.virtualNetwork(virtualNetworkIdOf(subnetId))
  const network = valueOf(virtualNetwork)
  const subnet = network && subnetById(network, subnetId)
  const isAci = subnet === undefined || isAciSubnet(subnet)
  const actions = isAci ? networkActions : [...networkActions, subnetWrite]
  const permission = await readers.permission(subnetId, principalId, actions)
  if (!permission.known) throw permission.error
  return {virtualNetwork, permission: permission.value, assignments: await readers.assignments(subnetId, principalId)}
}

/** The facts about the subnet of a connector that is not installed yet. */
export function networkFacts(
  {given}: ConnectorRecord,
  values: Readonly<Record<string, unknown>>,
  use: SubnetUse | undefined,
): Pick<FactsOf<ConnectorValues>, 'network' | 'virtualNetwork' | 'networkPermission'> {
  if (given.subnetId === undefined || use === undefined)
    return {network: known(undefined), virtualNetwork: known(undefined), networkPermission: known(undefined)}
  const {
    subnetCidr = '',
    kubeDnsIp = '',
    masterUri = '',
    longLivedToken = false,
  } = (values['vnet'] ?? {}) as Partial<Omit<ConnectorNetwork, 'subnetId' | 'subnetName'>>
  return {
    network: known({
      subnetId: given.subnetId,
      subnetName: subnetRef(given.subnetId).subnetName,
      subnetCidr,
      kubeDnsIp,
      masterUri,
      longLivedToken,
    }),
    virtualNetwork: use.virtualNetwork,
    networkPermission: known(use.permission),
  }
}
