import type {Azure} from '../../../src/lib/azure/azure.ts'
import {Secret} from '../../../src/lib/secret.ts'
import {cluster, well} from '../checks/well.ts'

/**
 * An Azure where a connector needs nothing more, for commands that look at it and change only the cluster.
 * @param kubeconfig What AKS hands out.
 */
export function wellAzure(kubeconfig: string, changes: Partial<Azure> = {}): Azure {
  const azure: Partial<Azure> = {
    cloud: {name: 'AzureCloud', resourceManager: '', authority: '', audience: '', custom: false, azureJsonName: 'AzurePublicCloud'},
    subscriptionId: '11111111-2222-3333-4444-555555555555',
    tenantId: 't',
    cluster: async () => cluster,
    clusterCredentials: async () => new Secret(kubeconfig),
    provider: async namespace => ({namespace, registrationState: 'Registered', containerGroupLocations: ['East US']}),
    resourceGroup: async name => ({id: `/subscriptions/s/resourceGroups/${name}`, name, location: 'eastus'}),
    roleAssignments: async (scope, principalId) => [
      {id: '/a', roleDefinitionId: '/r/b24988ac-6180-42a0-ab88-20f7382dd24c', principalId, scope, condition: undefined},
    ],
    roleAssignmentsAround: async () => [],
    roleDefinitions: async () => [],
    containerGroups: async () => [],
    denyAssignments: async () => [],
    callerPermissions: async () => [{actions: ['*'], notActions: []}],
    callerObjectId: async () => 'me',
    podLinkLocalAccess: async () => undefined,
    locks: async () => [],
    subscriptionState: async () => 'Enabled',
    usages: async () => well.usages,
    capabilities: async () => well.capabilities,
    scaleSetIdentities: async () => well.nodeIdentities,
    userAssignedIdentity: async id => ({id, clientId: 'client', objectId: 'object'}),
    acceptsPrincipal: async () => true,
    ...changes,
  }
  return azure as Azure
}
