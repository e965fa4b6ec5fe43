import type {World} from '../world.ts'
import type {ClusterEntry} from './cluster-entry.ts'

/** A cluster as ARM shows it. `resourcegroups` is lower-case in its id, as in Azure. */
export function managedCluster(world: World, cluster: ClusterEntry): unknown {
  const {subscriptionId} = world
  const dnsPrefix = `${cluster.name}-${cluster.resourceGroup}`
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 54)
  const nodeGroup = `/subscriptions/${subscriptionId}/resourcegroups/${cluster.nodeResourceGroup}`
  const fqdn = `${dnsPrefix}-${subscriptionId.slice(0, 6)}.hcp.${cluster.location}.azmk8s.io`
  return {
    id: `/subscriptions/${subscriptionId}/resourcegroups/${cluster.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${cluster.name}`,
    location: cluster.location,
    name: cluster.name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    properties: {
      provisioningState: cluster.provisioningState,
      powerState: {code: cluster.powerState},
      kubernetesVersion: cluster.kubernetesVersion,
      currentKubernetesVersion: cluster.kubernetesVersion,
      dnsPrefix,
      ...(cluster.privateCluster
        ? {privateFQDN: fqdn, apiServerAccessProfile: {enablePrivateCluster: true}}
        : {fqdn, azurePortalFQDN: fqdn}),
      agentPoolProfiles: [
        {
          name: 'nodepool1',
          count: 1,
          vmSize: 'Standard_DS2_v2',
          osType: 'Linux',
          mode: 'System',
          type: 'VirtualMachineScaleSets',
          orchestratorVersion: cluster.kubernetesVersion,
          ...(cluster.nodeSubnetId !== undefined && {vnetSubnetID: cluster.nodeSubnetId}),
          ...cluster.agentPool,
        },
      ],
      servicePrincipalProfile: {clientId: cluster.servicePrincipal ?? 'msi'},
      addonProfiles: {
        aciConnectorLinux: {enabled: cluster.virtualNodeAddon, config: cluster.virtualNodeAddon ? {SubnetName: 'virtual-node-aci'} : null},
      },
      nodeResourceGroup: cluster.nodeResourceGroup,
      enableRBAC: true,
      networkProfile: {
        networkPlugin: 'azure',
        serviceCidr: '10.0.0.0/16',
        dnsServiceIP: '10.0.0.10',
        loadBalancerSku: 'standard',
        outboundType: 'loadBalancer',
        ...cluster.network,
      },
      ...(cluster.entraAdminGroups !== undefined && {
        aadProfile: {managed: true, adminGroupObjectIDs: cluster.entraAdminGroups, enableAzureRBAC: false, tenantID: world.tenantId},
      }),
      ...(cluster.kubeletIdentity !== undefined && {
        identityProfile: {
          kubeletidentity: {
            resourceId: `${nodeGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${cluster.name}-agentpool`,
            ...cluster.kubeletIdentity,
          },
        },
      }),
      ...(cluster.nodeResourceGroupLocked && {nodeResourceGroupProfile: {restrictionLevel: 'ReadOnly'}}),
      disableLocalAccounts: cluster.localAccountsDisabled,
    },
    ...(cluster.kubeletIdentity !== undefined && {
      identity: {type: 'SystemAssigned', principalId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e0f', tenantId: world.tenantId},
    }),
    sku: {name: 'Base', tier: 'Free'},
  }
}
