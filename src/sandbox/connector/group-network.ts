import type {Pod} from '../pod-objects.ts'
import {ArmError, type ContainerGroups} from './container-groups.ts'
import type {ContainerGroup, Subnet} from './container-group-objects.ts'
import {GoPanic} from './go-quirks.ts'
import type {Network} from './provider-settings.ts'

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

/** Looks at the subnet of VNet mode and delegates it to ACI where it is not (azure-aci v1.6.4 pkg/network). */
export async function setUpSubnet(groups: ContainerGroups, network: Network, subscriptionId: string): Promise<void> {
  const {subnetName, vnetName, vnetResourceGroup, subnetCidr} = network
  const fail = (why: string): never => {
    throw new Error(`error setting up network: ${why}`)
  }
  let subnet: Subnet
  try {
    subnet = await groups.subnet('GET', vnetResourceGroup, vnetName, subnetName)
  } catch (error) {
    if (!(error instanceof ArmError) || error.status !== 404) return fail(`error while looking up subnet: ${(error as Error).message}`)
    if (subnetCidr === '') return fail(`subnet '${subnetName}' is not found in vnet '${vnetName}' in resource group '${vnetResourceGroup}' and subscription '${subscriptionId}' and subnet CIDR is not specified`)
    // The provider means to create it here, and looks into the answer it does not have.
    throw new GoPanic('runtime error: invalid memory address or nil pointer dereference')
  }
  const {addressPrefix, addressPrefixes = [], routeTable, serviceAssociationLinks, delegations = []} = subnet.properties
  const prefix = addressPrefix || addressPrefixes[0]
  if (prefix === undefined) return fail(`both AddressPrefix and AddressPrefixes for subnet '${subnetName}' are not set`)
  if (subnetCidr !== '' && subnetCidr !== prefix) return fail(`found subnet '${subnetName}' using different CIDR: '${prefix}'. desired: '${subnetCidr}'`)
  if (routeTable) return fail(`unable to delegate subnet '${subnetName}' to Azure Container Instance since it references the route table '${routeTable.id}'`)
  for (const {properties} of serviceAssociationLinks ?? []) {
    if (properties?.linkedResourceType !== undefined && properties.linkedResourceType !== service) {
      return fail(`unable to delegate subnet '${subnetName}' to Azure Container Instance as it is used by other Azure resource: '${properties.linkedResourceType}'`)
    }
  }
  const linked = (serviceAssociationLinks ?? []).length > 0
  if (linked || delegations.some(({properties}) => properties?.serviceName === service)) return
  const delegation = {name: 'aciDelegation', properties: {serviceName: service, actions: ['Microsoft.Network/virtualNetworks/subnets/action']}}
  try {
    await groups.subnet('PUT', vnetResourceGroup, vnetName, subnetName, {name: subnetName, properties: {...subnet.properties, delegations: [delegation]}})
  } catch (error) {
    fail(`error updating subnet: ${(error as Error).message}`)
  }
}
