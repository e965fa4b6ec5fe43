import {sameId} from '../../../azure/resources/ids.ts'
import type {Subnet} from '../../../azure/resources/virtual-networks.ts'
import {subnetRule} from '../../network-rule.ts'
import {aciSubnetService, isAci, isAciSubnet} from '../../subnet.ts'
import {subnetLinks} from './subnet-links.ts'
import {subnetRoutes} from './subnet-routes.ts'

export const subnetDelegated = subnetRule({
  id: 'subnet-delegated',
  title: 'Its subnet is delegated to ACI, or can be',
  page: {
    symptom:
      'The pod of the connector ends at its start with SubnetDelegationsCannotChangeWhenSubnetUsedByResource, or pods fail because the subnet is not delegated.',
    cause: `Container groups go only on a subnet that is delegated to ${aciSubnetService}. The provider delegates it at its start, which Azure refuses while something else is on it, such as the nodes of the cluster.`,
    fix: 'Use a subnet of its own for ACI: az network vnet subnet create with --delegations.',
  },
  needs: ['cluster'],
  after: [subnetRoutes.id, subnetLinks.id],
  preflight: true,
  check({network: {subnetName}, subnet}, _, {cluster: {nodeSubnetIds}}) {
    if (isAciSubnet(subnet)) return {verdict: 'ok', message: `${subnetName} is delegated to ACI`}
    const isOfNodes = nodeSubnetIds.some(id => sameId(id, subnet.id))
    const reasons = [...(isOfNodes ? ['nodes of the cluster are on it'] : []), ...hindrances(subnet)]
    if (reasons.length === 0)
      return {verdict: 'ok', message: `${subnetName} is not delegated to ACI yet; the provider does it at its start`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} is not delegated to ACI and cannot be: ${reasons.join(', ')}.`,
      remedy: `Use a subnet that only ACI has: az network vnet subnet create … --delegations ${aciSubnetService}`,
    }
  },
})

function hindrances({delegations, ipConfigurationIds}: Subnet): readonly string[] {
  const others = delegations.filter(service => !isAci(service))
  return [
    ...(others.length > 0 ? [`it is delegated to ${others.join(', ')}`] : []),
    ...(ipConfigurationIds.length > 0 ? [`${ipConfigurationIds.length} of its addresses are in use`] : []),
  ]
}
