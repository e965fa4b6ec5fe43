import type {Cloud} from '../../azure/clouds/cloud.ts'
import {UsageError} from '../../errors.ts'
import type {Identity} from './identity.ts'
import type {SubnetRef} from './subnet.ts'

export interface AzureJsonInput {
  readonly cloud: Cloud
  readonly tenantId: string
  readonly subscriptionId: string
  readonly aciResourceGroup: string
  readonly location: string
  readonly identity: Identity
  /** Undefined without a subnet. */
  readonly subnet: Pick<SubnetRef, 'networkName' | 'resourceGroup'> | undefined
}

/** The provider does not start without the name of a virtual network, even if it uses none (azure-aci v1.6.4, pkg/network/aci_network.go). */
export const noVirtualNetwork = 'none'

/**
 * The configuration file of the provider, in the form that AKS writes to /etc/kubernetes/azure.json (azure-aci v1.6.4,
 * pkg/auth/authentication.go). An `aadClientId` of `msi` means a managed identity.
 */
export function azureJson({cloud, tenantId, subscriptionId, aciResourceGroup, location, identity, subnet}: AzureJsonInput): string {
  if (identity.kind === 'servicePrincipal' && identity.clientSecret === undefined) {
    throw new UsageError('--client-secret must be specified when --service-principal is specified')
  }
  return JSON.stringify({
    cloud: cloud.azureJsonName,
    tenantId,
    subscriptionId,
    ...(identity.kind !== 'servicePrincipal'
      ? {aadClientId: 'msi', aadClientSecret: 'msi', useManagedIdentityExtension: true, userAssignedIdentityID: identity.clientId}
      : {aadClientId: identity.clientId, aadClientSecret: identity.clientSecret?.reveal()}),
    resourceGroup: aciResourceGroup,
    location,
    vnetName: subnet?.networkName ?? noVirtualNetwork,
    vnetResourceGroup: subnet?.resourceGroup ?? aciResourceGroup,
  })
}
