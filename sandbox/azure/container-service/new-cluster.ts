import {aciDelegation, type VirtualNetworkEntry} from '../network/virtual-network-entry.ts'
import {findResourceGroup, type ResourceGroupEntry, type World} from '../world.ts'
import type {ClusterEntry} from './cluster-entry.ts'

/** The Entra ID group whose members administer Entra ID clusters; `operator` is one. */
export const adminGroup = 'c7d0a3b4-90a5-4b0e-8a53-6d2c1f3b7e11'

/** A cluster as `az aks create` makes it. */
export function newCluster(own: Partial<ClusterEntry> & Pick<ClusterEntry, 'kubeletIdentity'>): ClusterEntry {
  const name = own.name ?? 'myAKSCluster'
  const resourceGroup = own.resourceGroup ?? 'myResourceGroup'
  const location = own.location ?? 'eastus'
  return {
    name,
    resourceGroup,
    location,
    nodeResourceGroup: `MC_${resourceGroup}_${name}_${location}`,
    kubernetesVersion: '1.36.3',
    servicePrincipal: undefined,
    entraAdminGroups: undefined,
    localAccountsDisabled: false,
    powerState: 'Running',
    provisioningState: 'Succeeded',
    virtualNodeAddon: false,
    nodeResourceGroupLocked: false,
    privateCluster: false,
    ...own,
  }
}

/** The resource group that AKS creates for the nodes. */
export function nodeGroup(subscriptionId: string, cluster: ClusterEntry): ResourceGroupEntry {
  return {
    name: cluster.nodeResourceGroup,
    location: cluster.location,
    managedBy: `/subscriptions/${subscriptionId}/resourcegroups/${cluster.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`,
  }
}

/** The network that AKS creates for its nodes, with a second subnet for container groups. */
export function nodeNetwork(subscriptionId: string, {nodeResourceGroup: resourceGroup, location}: ClusterEntry): VirtualNetworkEntry {
  const inGroup = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers`
  const networkInterface = `${inGroup}/Microsoft.Compute/virtualMachineScaleSets/aks-nodepool1-00000000-vmss/virtualMachines/0/networkInterfaces/aks-nodepool1-00000000-vmss`
  return {
    name: 'aks-vnet',
    resourceGroup,
    location,
    addressPrefixes: ['10.224.0.0/12'],
    subnets: [
      {
        name: 'aks-subnet',
        properties: {addressPrefix: '10.224.0.0/16', ipConfigurations: [{id: `${networkInterface}/ipConfigurations/ipconfig1`}]},
      },
      {
        name: 'aci-subnet',
        properties: {
          addressPrefix: '10.225.0.0/24',
          delegations: [aciDelegation],
          natGateway: {id: `${inGroup}/Microsoft.Network/natGateways/aci-nat`},
        },
      },
    ],
  }
}

/** Adds a cluster with nodes, a network and an identity of its own; its resource group is created if it is not there. */
export function addCluster(world: World, name: string, resourceGroup: string): void {
  const group = findResourceGroup(world, resourceGroup)
  const kubelet = {clientId: crypto.randomUUID(), objectId: crypto.randomUUID()}
  const cluster = newCluster({
    name,
    resourceGroup: group?.name ?? resourceGroup,
    location: group?.location ?? 'eastus',
    kubeletIdentity: kubelet,
  })
  const {location, nodeResourceGroup} = cluster
  if (group === undefined) world.resourceGroups.push({name: resourceGroup, location})
  world.resourceGroups.push(nodeGroup(world.subscriptionId, cluster))
  world.clusters.push(cluster)
  world.virtualNetworks.push(nodeNetwork(world.subscriptionId, cluster))
  world.userAssignedIdentities.push({name: `${name}-agentpool`, resourceGroup: nodeResourceGroup, location, ...kubelet})
  world.principals.push({name: `${name}-kubelet`, ...kubelet, kind: 'managedIdentity'})
  world.nodeIdentities.push(kubelet.clientId)
}

/** Removes a cluster with what AKS made for it; its resource group stays. */
export function removeCluster(world: World, name: string): void {
  const index = world.clusters.findIndex(one => one.name === name)
  const [gone] = index === -1 ? [] : world.clusters.splice(index, 1)
  if (gone === undefined) return
  const clientId = gone.kubeletIdentity?.clientId
  const keep = <T>(list: T[], stays: (item: T) => boolean): void => void list.splice(0, Infinity, ...list.filter(stays))
  keep(world.resourceGroups, one => one.name !== gone.nodeResourceGroup)
  keep(world.virtualNetworks, one => one.resourceGroup !== gone.nodeResourceGroup)
  keep(world.userAssignedIdentities, one => one.resourceGroup !== gone.nodeResourceGroup)
  keep(world.principals, one => one.clientId !== clientId)
  keep(world.nodeIdentities, one => one !== clientId)
}
