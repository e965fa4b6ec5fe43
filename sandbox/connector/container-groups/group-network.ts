import type {Pod} from '../../client/pod-objects.ts'
import {ArmError} from './arm-error.ts'
import type {ContainerGroups} from './container-group-client.ts'
import type {ContainerGroup, Subnet} from './container-group-objects.ts'
import {nilDereference} from '../go-quirks.ts'
import type {Network} from '../settings/provider-settings.ts'

const service = 'Microsoft.ContainerInstance/containerGroups'

/** The DNS settings of a container group in a VNet. */
export function dnsConfig(pod: Pod, kubeDnsIP: string, clusterDomain: string): ContainerGroup['properties']['dnsConfig'] {
  const {dnsPolicy = 'ClusterFirst', dnsConfig: own = {}} = pod.spec
  const cluster = dnsPolicy === 'ClusterFirst' || dnsPolicy === 'ClusterFirstWithHostNet'
  const domains = [`${pod.metadata.namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain]
  const nameServers = [...new Set([...(cluster ? [kubeDnsIP] : []), ...(own.nameservers ?? [])])].slice(0, 3)
  if (nameServers.length === 0) return undefined
  const searches = [...new Set([...(cluster && clusterDomain !== '' ? domains : []), ...(own.searches ?? [])])].slice(0, 6)
  const options = (own.options ?? []).map(({name, value}) => (value ? `${name}:${value}` : name))
  return {nameServers, searchDomains: searches.join(' '), options: options.join(' ')}
}

const fail = (why: string): never => {
  throw new Error(`error setting up network: ${why}`)
}

async function findSubnet(
  groups: ContainerGroups,
  {subnetName, vnetName, vnetResourceGroup, subnetCidr}: Network,
  subscriptionId: string,
): Promise<Subnet> {
  try {
    return await groups.subnet('GET', vnetResourceGroup, vnetName, subnetName)
  } catch (error) {
    if (!(error instanceof ArmError) || error.status !== 404) return fail(`error while looking up subnet: ${(error as Error).message}`)
    if (subnetCidr === '')
      return fail(
        `subnet '${subnetName}' is not found in vnet '${vnetName}' in resource group '${vnetResourceGroup}' and subscription '${subscriptionId}' and subnet CIDR is not specified`,
      )
    // The provider tries to create the subnet here, but crashes because it reads an answer that it does not have.
    throw nilDereference([
      [
        'github.com/virtual-kubelet/azure-aci/pkg/network.(*ProviderNetwork).shouldCreateOrUpdateSubnet(...)',
        '/workspace/pkg/network/aci_network.go:163 +0x42',
      ],
      [
        'github.com/virtual-kubelet/azure-aci/pkg/network.(*ProviderNetwork).setupNetwork(...)',
        '/workspace/pkg/network/aci_network.go:127 +0x57c',
      ],
    ])
  }
}

/** Fails for a subnet that ACI cannot use; returns whether it must be delegated to ACI. */
function needsDelegation({properties}: Subnet, {subnetName, subnetCidr}: Network): boolean {
  const {addressPrefix, addressPrefixes = [], routeTable, serviceAssociationLinks = [], delegations = []} = properties
  const prefix = addressPrefix || addressPrefixes[0]
  if (prefix === undefined) fail(`both AddressPrefix and AddressPrefixes for subnet '${subnetName}' are not set`)
  if (subnetCidr !== '' && subnetCidr !== prefix)
    fail(`found subnet '${subnetName}' using different CIDR: '${prefix}'. desired: '${subnetCidr}'`)
  if (routeTable)
    fail(`unable to delegate subnet '${subnetName}' to Azure Container Instance since it references the route table '${routeTable.id}'`)
  const other = serviceAssociationLinks
    .map(link => link.properties?.linkedResourceType)
    .find(type => type !== undefined && type !== service)
  if (other !== undefined)
    fail(`unable to delegate subnet '${subnetName}' to Azure Container Instance as it is used by other Azure resource: '${other}'`)
  return serviceAssociationLinks.length === 0 && !delegations.some(delegation => delegation.properties?.serviceName === service)
}

/** Checks the subnet and delegates it to ACI if necessary (azure-aci v1.6.4 pkg/network). */
export async function setUpSubnet(groups: ContainerGroups, network: Network, subscriptionId: string): Promise<void> {
  const {subnetName, vnetName, vnetResourceGroup} = network
  const subnet = await findSubnet(groups, network, subscriptionId)
  if (!needsDelegation(subnet, network)) return
  const delegation = {
    name: 'aciDelegation',
    properties: {serviceName: service, actions: ['Microsoft.Network/virtualNetworks/subnets/action']},
  }
  try {
    await groups.subnet('PUT', vnetResourceGroup, vnetName, subnetName, {
      name: subnetName,
      properties: {...subnet.properties, delegations: [delegation]},
    })
  } catch (error) {
    fail(`error updating subnet: ${(error as Error).message}`)
  }
}
