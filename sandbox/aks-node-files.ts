import type {ClusterEntry} from './azure/container-service/cluster-entry.ts'
import type {World} from './azure/world.ts'

/** The file that AKS writes to `/etc/kubernetes/azure.json`, as far as connectors read it. */
export function nodeAzureJson(world: World, cluster: ClusterEntry): string {
  const servicePrincipal = world.principals.find(({clientId}) => clientId === cluster.servicePrincipal)
  return JSON.stringify(
    {
      cloud: 'AzurePublicCloud',
      tenantId: world.tenantId,
      subscriptionId: world.subscriptionId,
      aadClientId: cluster.servicePrincipal ?? 'msi',
      aadClientSecret: servicePrincipal?.secrets?.[0] ?? 'msi',
      resourceGroup: cluster.nodeResourceGroup,
      location: cluster.location,
      vmType: 'vmss',
      vnetName: 'aks-vnet-00000000',
      vnetResourceGroup: '',
      subnetName: 'aks-subnet',
      useManagedIdentityExtension: cluster.kubeletIdentity !== undefined,
      userAssignedIdentityID: cluster.kubeletIdentity?.clientId ?? '',
    },
    undefined,
    2,
  )
}
