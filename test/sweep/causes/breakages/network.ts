import type {SubnetEntry, SubnetProperties, VirtualNetworkEntry} from '../../../../sandbox/azure/network/virtual-network-entry.ts'
import {anyOf, type Breakage} from '../breakage.ts'
import {replacePod} from '../connector-pod.ts'
import {runningPod, stuckPod} from '../sample-pods.ts'
import {namespace, subnetIdOf, type CauseSite} from '../site.ts'

const network = ({world}: CauseSite): VirtualNetworkEntry => {
  const found = world.azure.state.virtualNetworks.find(({name}) => name === 'aks-vnet')
  if (found === undefined) throw new Error('There is no aks-vnet.')
  return found
}

/** Replaces the subnet of the connector; undefined deletes it. */
function changeSubnet(site: CauseSite, change: (properties: SubnetProperties) => SubnetProperties | undefined): void {
  const {subnets} = network(site)
  const changed = subnets.flatMap((one): readonly SubnetEntry[] => {
    if (one.name !== 'aci-subnet') return [one]
    const properties = change(one.properties)
    return properties === undefined ? [] : [{...one, properties}]
  })
  subnets.splice(0, Infinity, ...changed)
}

const subnet = (
  name: string,
  change: Parameters<typeof changeSubnet>[1],
  causes: Breakage['causes'],
  effect: (site: CauseSite) => Promise<void> = replacePod,
): Breakage => ({
  name: `subnet: ${name}`,
  of: 'subnet',
  async breaks(site) {
    changeSubnet(site, change)
    await effect(site)
  },
  causes,
})

const id = (type: string, name: string): string =>
  `/subscriptions/5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90/resourceGroups/net/providers/Microsoft.Network/${type}/${name}`
const inUse = [{id: id('networkInterfaces', 'nic/ipConfigurations/1')}]

const ofSubnet: readonly Breakage[] = [
  subnet('deleted', () => undefined, anyOf('subnet-exists')),
  subnet(
    'delegation removed while others use it',
    ({delegations: _, ...rest}) => ({...rest, ipConfigurations: inUse}),
    anyOf('subnet-delegated'),
  ),
  subnet(
    'delegated to another service',
    properties => ({
      ...properties,
      delegations: [{name: 'web', properties: {serviceName: 'Microsoft.Web/serverFarms'}}],
      ipConfigurations: inUse,
    }),
    anyOf('subnet-delegated'),
  ),
  subnet(
    'delegation removed while the connector runs',
    ({delegations: _, ...rest}) => ({...rest, ipConfigurations: inUse}),
    anyOf('subnet-delegated'),
    stuckPod,
  ),
  subnet('has a route table', properties => ({...properties, routeTable: {id: id('routeTables', 'fw')}}), anyOf('subnet-routes')),
  subnet(
    'another service is linked to it',
    properties => ({
      ...properties,
      serviceAssociationLinks: [{name: 'web', properties: {linkedResourceType: 'Microsoft.Web/serverFarms'}}],
    }),
    anyOf('subnet-links'),
  ),
  subnet('has no NAT gateway', ({natGateway: _, ...rest}) => rest, anyOf('subnet-egress')),
  {
    name: 'subnet: full',
    of: 'subnet',
    async breaks(site) {
      await runningPod(site)
      changeSubnet(site, properties => ({
        ...properties,
        addressPrefix: '10.225.0.0/29',
        ipConfigurations: Array.from({length: 2}, (_, n) => ({id: id('networkInterfaces', `nic${n}`)})),
      }))
    },
    causes: anyOf('subnet-addresses'),
  },
  {
    name: 'subnet: virtual network deleted',
    of: 'subnet',
    async breaks(site) {
      site.world.azure.state.virtualNetworks.length = 0
      await replacePod(site)
    },
    causes: anyOf('subnet-exists'),
  },
  {
    name: 'subnet: virtual network in another location',
    of: 'subnet',
    async breaks(site) {
      site.world.azure.state.virtualNetworks.splice(0, 1, {...network(site), location: 'westus2'})
      await stuckPod(site)
    },
    causes: anyOf('subnet-region'),
  },
  {
    name: 'subnet: role on it is deleted',
    of: 'subnet',
    async breaks(site) {
      const {roleAssignments} = site.world.azure.state
      const left = roleAssignments.filter(({scope}) => scope.toLowerCase() !== subnetIdOf(site.world).toLowerCase())
      if (left.length === roleAssignments.length) throw new Error('There is no role on the subnet.')
      roleAssignments.splice(0, Infinity, ...left)
      // The role in the node resource group also covers the subnet.
      const own = left.map(one => (one.description === undefined ? one : {...one, roleId: '5d977122-f97e-4b4d-a52f-6b43003ddb4d'}))
      roleAssignments.splice(0, Infinity, ...own)
      await stuckPod(site)
    },
    causes: anyOf('subnet-role'),
  },
]

const denyAll = (policyTypes: readonly string[]): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {name: 'default-deny', namespace},
  spec: {podSelector: {}, policyTypes},
})

const policies: readonly Breakage[] = [
  ['egress', ['Egress']],
  ['ingress and egress', ['Ingress', 'Egress']],
].map(([what, types]) => ({
  name: `NetworkPolicy denies all ${what as string} in the namespace of the connector`,
  breaks: site =>
    site.world.create(`/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`, denyAll(types as readonly string[])),
  causes: anyOf('connector-egress'),
}))

/** A healthy connector in a cluster whose network AKS reports like this. */
const ofClusterNetwork = (
  name: string,
  fields: Readonly<Record<string, string>>,
  causes: Breakage['causes'],
  of?: Breakage['of'],
): Breakage => ({
  name: `cluster: ${name}`,
  ...(of !== undefined && {of}),
  async breaks({world}) {
    const {clusters} = world.azure.state
    clusters.splice(0, Infinity, ...clusters.map(cluster => ({...cluster, network: fields})))
  },
  causes,
})

const clusterNetworks: readonly Breakage[] = [
  ofClusterNetwork('Azure CNI Overlay under a subnet', {networkPluginMode: 'overlay'}, anyOf('pod-addresses'), 'subnet'),
  ofClusterNetwork('kubenet under a subnet', {networkPlugin: 'kubenet'}, anyOf('pod-addresses'), 'subnet'),
  ofClusterNetwork('no network plugin of AKS under a subnet', {networkPlugin: 'none'}, anyOf('pod-addresses'), 'subnet'),
  ofClusterNetwork('pods may not reach the metadata service', {podLinkLocalAccess: 'None'}, anyOf('imds-allowed')),
]

export const ofNetwork: readonly Breakage[] = [...ofSubnet, ...policies, ...clusterNetworks]
