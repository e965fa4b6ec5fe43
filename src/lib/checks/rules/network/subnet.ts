import {withOtherSubnet, withoutValue} from '../../wording/install-again.ts'
import {az} from '../../../printed-commands/printed-command.ts'
import {nameOf, subnetParts} from '../../../azure/resources/ids.ts'
import {normalizeLocation} from '../../../azure/resources/location.ts'
import {aciSubnetService, isAciSubnet, subnetById} from '../../facts/subnet.ts'
import {networkRule, subnetExistsId, subnetRule} from './network-rule.ts'

export const subnetExists = networkRule({
  id: subnetExistsId,
  title: "The connector's subnet exists",
  page: {
    symptom: 'The pod of the connector crashes with `nil pointer dereference`, or says that the subnet is not found.',
    cause: 'The subnet does not exist. The provider tries to create it, but crashes instead.',
    fix: 'Create the subnet with `az network vnet subnet create` and restart the connector, or install the connector with another subnet.',
  },
  needs: ['virtualNetwork'],
  preflight: true,
  check({subnetId, subnetName, subnetCidr}, connector, {virtualNetwork}) {
    const {resourceGroup: group = '', networkName: name = ''} = subnetParts(subnetId) ?? {}
    if (virtualNetwork === undefined) {
      return {
        verdict: 'problem',
        message: `The subnet ${subnetName} does not exist: the resource group ${group} has no virtual network ${name}.`,
        remedy: ['Use a subnet that exists:', withOtherSubnet(connector)],
      }
    }
    if (subnetById(virtualNetwork, subnetId) !== undefined) return {verdict: 'ok', message: `The subnet ${subnetName} exists in ${name}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} has no subnet ${subnetName}.`,
      remedy: az`network vnet subnet create --resource-group ${group} --vnet-name ${name} --name ${subnetName} --address-prefixes ${subnetCidr === '' ? 'CIDR' : subnetCidr} --delegations ${aciSubnetService}`,
    }
  },
})

export const subnetRegion = subnetRule({
  id: 'subnet-region',
  title: "The virtual network is in the connector's location",
  page: {
    symptom: 'Every pod fails because ACI does not find the subnet in the location of the connector.',
    cause: 'A container group and its virtual network must be in the same location.',
    fix: 'Install the connector in the location of the virtual network with `--location`, or use a subnet of a virtual network in the location of the connector.',
  },
  needs: [],
  preflight: true,
  check({network, virtualNetwork}, connector) {
    const {location} = connector
    if (location === '') return {verdict: 'skipped', message: 'The location of this connector is not recorded'}
    const [name, its] = [subnetParts(network.subnetId)?.networkName ?? '', normalizeLocation(virtualNetwork.location)]
    if (its === location) return {verdict: 'ok', message: `The virtual network ${name} is in ${location}`}
    return {
      verdict: 'problem',
      message: `The virtual network ${name} is in ${its}, but the connector is for ${location}. A container group and its subnet must be in the same location.`,
      remedy: [`Use a subnet of a virtual network in ${location}:`, withOtherSubnet(connector), `Or install the connector in ${its}.`],
    }
  },
})

export const subnetPrefix = subnetRule({
  id: 'subnet-prefix',
  title: 'The subnet has the address range that the connector expects',
  page: {
    symptom: 'The pod of the connector crashes with `found subnet … using different CIDR`.',
    cause:
      'The connector is configured with an address range that differs from the range of the subnet. The chart `virtual-kubelet-azure-aci` sets a range by default.',
    fix: 'Install the connector without an address range. It then uses the range of the subnet.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetName, subnetCidr}, subnet: {addressPrefixes}}, connector) {
    const [prefix = 'none'] = addressPrefixes
    if (subnetCidr === '') return {verdict: 'ok', message: `The connector uses the range of the subnet ${subnetName}: ${prefix}`}
    if (subnetCidr === prefix) return {verdict: 'ok', message: `The subnet ${subnetName} has the range ${prefix}`}
    return {
      verdict: 'problem',
      message: `The subnet ${subnetName} has the range ${prefix}. The connector expects ${subnetCidr} and stops.`,
      remedy: withoutValue(connector, 'vnet.subnetCidr'),
    }
  },
})

/** Azure reserves the first four addresses and the last address of each range. */
const reserved = 5
/** With fewer free addresses, the check warns. */
const few = 5

/** The number of addresses in an IPv4 range that resources can use; 0 for an IPv6 range, which container groups do not use. */
function usable(prefix: string): number {
  const length = /^[\d.]+\/(\d+)$/.exec(prefix)?.[1]
  return length === undefined ? 0 : Math.max(0, 2 ** (32 - Number(length)) - reserved)
}

export const subnetAddresses = subnetRule({
  id: 'subnet-addresses',
  title: 'The subnet has free IP addresses',
  page: {
    symptom: 'New pods fail because the subnet is full.',
    cause: 'Every container group uses an IP address of the subnet. Azure reserves five addresses of each range.',
    fix: 'Delete pods that you do not need, or use a larger subnet.',
  },
  needs: ['containerGroups'],
  check({network: {subnetName}, subnet: {addressPrefixes, ipConfigurationIds}}, connector, {containerGroups}) {
    const total = addressPrefixes.reduce((sum, prefix) => sum + usable(prefix), 0)
    const used = ipConfigurationIds.length + containerGroups.length
    const free = Math.max(0, total - used)
    if (free >= few) return {verdict: 'ok', message: `${free} of ${total} addresses are free in ${subnetName}`}
    return {
      verdict: free === 0 ? 'problem' : 'warning',
      message: `The subnet ${subnetName} (${addressPrefixes.join(', ')}) has ${free} of ${total} addresses left. Every pod needs one.`,
      remedy: ['Delete pods that you do not need, or use a larger subnet:', withOtherSubnet(connector)],
    }
  },
})

export const subnetEgress = subnetRule({
  id: 'subnet-egress',
  title: 'The subnet has a NAT gateway',
  page: {
    symptom: 'Pods on the subnet cannot reach anything outside the virtual network. ACI cannot pull images from public registries.',
    cause: 'Container groups on a subnet have no public IP address. They reach the internet only through a NAT gateway on the subnet.',
    fix: 'Attach a NAT gateway with `az network vnet subnet update --nat-gateway`, unless the pods need nothing outside the virtual network.',
  },
  needs: [],
  preflight: true,
  check({network: {subnetId, subnetName}, subnet: {natGatewayId}}) {
    if (natGatewayId !== undefined) return {verdict: 'ok', message: `The subnet ${subnetName} has the NAT gateway ${nameOf(natGatewayId)}`}
    return {
      verdict: 'warning',
      message: `The subnet ${subnetName} has no NAT gateway. Pods on it cannot reach the internet.`,
      remedy: az`network vnet subnet update --ids ${subnetId} --nat-gateway NAT_GATEWAY_ID`,
    }
  },
})

export const subnetReleased = subnetRule({
  id: 'subnet-released',
  title: 'ACI releases the subnet after the connector is removed',
  page: {
    symptom: 'After a removal, the virtual network or its resource group cannot be deleted.',
    cause:
      'The subnet has container groups, had some until recently, or is still delegated to ACI. ACI links a subnet that it uses, and Azure does not delete a linked subnet.',
    fix: 'Delete the container groups, wait until the service association link is gone, then remove the delegation.',
  },
  needs: ['deployments'],
  check({network: {subnetId, subnetName}, subnet}, {target}, {deployments}) {
    if (deployments.length > 0) return {verdict: 'ok', message: `${target} is installed and uses the subnet`}
    if (!isAciSubnet(subnet)) return {verdict: 'ok', message: `ACI has released the subnet ${subnetName}`}
    return {
      verdict: 'warning',
      message: `The connector ${target} has no Deployment, but the subnet ${subnetName} is still delegated or linked to ACI. Until that is undone, the virtual network cannot be deleted.`,
      remedy: [
        'If no other connector uses the subnet, delete the container groups on it, then run:',
        az`network vnet subnet update --ids ${subnetId} --remove delegations`,
      ],
    }
  },
})
