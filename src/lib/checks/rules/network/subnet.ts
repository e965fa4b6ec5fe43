import {nameOf, subnetParts} from '../../../azure/resources/ids.ts'
import {normalizeLocation} from '../../../azure/resources/location.ts'
import {aciSubnetService, isAciSubnet, subnetById} from '../../facts/subnet.ts'
import {networkRule, subnetExistsId, subnetRule} from './network-rule.ts'

export const subnetExists = networkRule({
  id: subnetExistsId,
  title: 'Its subnet exists',
  page: {
    symptom: 'The pod of the connector panics at its start with a nil pointer dereference, or says that the subnet is not found.',
    cause: 'There is no subnet of that name. The provider means to create a missing subnet, but panics instead.',
    fix: 'Create the subnet with az network vnet subnet create and restart the connector, or install it with another subnet.',
  },
  needs: ['virtualNetwork'],
  preflight: true,
  check({subnetId, subnetName, subnetCidr}, _, {virtualNetwork}) {
    const {resourceGroup: group = '', networkName: name = ''} = subnetParts(subnetId) ?? {}
    if (virtualNetwork === undefined) {
      return {
        verdict: 'problem',
        message: `The resource group ${group} has no virtual network ${name}, where the subnet ${subnetName} should be.`,
        remedy: 'Name a subnet that exists.',
      }
    }
    if (subnetById(virtualNetwork, subnetId) !== undefined) return {verdict: 'ok', message: `${subnetName} in ${name}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} has no subnet ${subnetName}.`,
      remedy: `az network vnet subnet create --resource-group ${group} --vnet-name ${name} --name ${subnetName} --address-prefixes ${subnetCidr === '' ? 'CIDR' : subnetCidr} --delegations ${aciSubnetService}`,
    }
  },
})

export const subnetRegion = subnetRule({
  id: 'subnet-region',
  title: 'Its virtual network is in its location',
  page: {
    symptom: 'Every pod fails, because ACI does not find the subnet in the location of the connector.',
    cause: 'Container groups can only be put on a subnet of a virtual network in their own location.',
    fix: 'Give the connector the location of the virtual network with --location, or use a subnet of a network in its location.',
  },
  needs: [],
  preflight: true,
  check({network, virtualNetwork}, {location}) {
    if (location === '') return {verdict: 'skipped', message: 'Nobody wrote down the location of this connector'}
    const [name, its] = [subnetParts(network.subnetId)?.networkName ?? '', normalizeLocation(virtualNetwork.location)]
    if (its === location) return {verdict: 'ok', message: `${name} is in ${location}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} is in ${its}, the connector in ${location}; ACI puts no container group of one location on a subnet of another.`,
      remedy: `Give --location ${its}, or a subnet of a virtual network in ${location}.`,
    }
  },
})

export const subnetPrefix = subnetRule({
  id: 'subnet-prefix',
  title: 'Its subnet has the address range that it expects',
  page: {
    symptom: 'The pod of the connector ends at its start with found subnet … using different CIDR.',
    cause: 'The connector is told an address range that is not that of the subnet; the upstream chart has one as its default.',
    fix: 'Install the connector without an address range: it then takes that of the subnet.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName, subnetCidr}, subnet: {addressPrefixes}}) {
    const [prefix = 'no address range'] = addressPrefixes
    if (subnetCidr === '') return {verdict: 'ok', message: `It takes whatever ${subnetName} has: ${prefix}`}
    if (subnetCidr === prefix) return {verdict: 'ok', message: `${subnetName} has ${prefix}`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has ${prefix}, but the connector expects ${subnetCidr} and ends at its start.`,
      remedy: 'Install the connector without an address range of the subnet; it then takes what the subnet has.',
    }
  },
})

/** Azure keeps the first four addresses and the last one of every range for itself. */
const reserved = 5
const few = 5

/** Addresses that an IPv4 range has for whoever is on it; 0 for an IPv6 range, from which container groups get none. */
function usable(prefix: string): number {
  const length = /^[\d.]+\/(\d+)$/.exec(prefix)?.[1]
  return length === undefined ? 0 : Math.max(0, 2 ** (32 - Number(length)) - reserved)
}

export const subnetAddresses = subnetRule({
  id: 'subnet-addresses',
  title: 'Its subnet has free addresses',
  page: {
    symptom: 'New pods fail because the subnet is full.',
    cause: 'Every container group takes an address of the subnet, and Azure keeps five of each range for itself.',
    fix: 'Delete what nobody needs, or use a bigger subnet.',
  },
  needs: ['groups'],
  check({network: {subnetName}, subnet: {addressPrefixes, ipConfigurationIds}}, _, {groups}) {
    const total = addressPrefixes.reduce((sum, prefix) => sum + usable(prefix), 0)
    const used = ipConfigurationIds.length + groups.length
    const free = Math.max(0, total - used)
    if (free >= few) return {verdict: 'ok', message: `${free} of ${total} are free in ${subnetName}`}
    return {
      verdict: free === 0 ? 'problem' : 'warning',
      message: `The subnet ${subnetName} (${addressPrefixes.join(', ')}) has ${free} of its ${total} addresses left; every pod takes one.`,
      remedy: 'Delete what nobody needs, or use a bigger subnet.',
    }
  },
})

export const subnetEgress = subnetRule({
  id: 'subnet-egress',
  title: 'Its subnet has a NAT gateway',
  page: {
    symptom: 'Pods on the subnet reach nothing outside the virtual network; images of public registries are not pulled.',
    cause: 'Container groups on a subnet have no public address. They reach the internet only by a NAT gateway on the subnet.',
    fix: 'Attach a NAT gateway with az network vnet subnet update --nat-gateway, unless the pods need nothing outside the network.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetId, subnetName}, subnet: {natGatewayId}}) {
    if (natGatewayId !== undefined) return {verdict: 'ok', message: `${subnetName} has ${nameOf(natGatewayId)}`}
    return {
      verdict: 'warning',
      message: `The subnet ${subnetName} has no NAT gateway; pods on it do not reach the internet.`,
      remedy: `az network vnet subnet update --ids ${subnetId} --nat-gateway NAT_GATEWAY_ID`,
    }
  },
})

export const subnetReleased = subnetRule({
  id: 'subnet-released',
  title: 'Its subnet is free once it is removed',
  page: {
    symptom: 'After a removal the virtual network or its resource group cannot be deleted.',
    cause: 'ACI still holds the subnet: container groups are on it, or were until lately, or it is still delegated.',
    fix: 'Delete the container groups, wait until the service association link is gone, then take the delegation off.',
  },
  needs: ['deployments'],
  check({network: {subnetId, subnetName}, subnet}, {target}, {deployments}) {
    if (deployments.length > 0) return {verdict: 'ok', message: `${target} is installed and uses it`}
    if (!isAciSubnet(subnet)) return {verdict: 'ok', message: `ACI does not hold ${subnetName}`}
    return {
      verdict: 'warning',
      message: `${target} has no Deployment any more, but ACI still holds the subnet ${subnetName}; as long as it does, the virtual network cannot be deleted.`,
      remedy: `If no other connector uses it, delete the container groups on it, then: az network vnet subnet update --ids ${subnetId} --remove delegations`,
    }
  },
})
