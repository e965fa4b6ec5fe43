import {identityId} from '../managed-identity/identity-routes.ts'
import type {World} from '../world.ts'

export const scaleSetType = 'Microsoft.Compute/virtualMachineScaleSets'

/** The scale sets of the clusters' nodes in a resource group, as a list of resources shows them. */
export function scaleSets(world: World, resourceGroup: string): readonly unknown[] {
  const attached = world.userAssignedIdentities.filter(({clientId}) => world.nodeIdentities.includes(clientId))
  return world.clusters
    .filter(({nodeResourceGroup}) => nodeResourceGroup.toLowerCase() === resourceGroup.toLowerCase())
    .map(cluster => {
      const {nodeResourceGroup, location} = cluster
      const ofOthers = new Set(world.clusters.filter(one => one !== cluster).map(one => one.kubeletIdentity?.clientId))
      const identities = attached.filter(({clientId}) => !ofOthers.has(clientId))
      const name = 'aks-nodepool1-00000000-vmss'
      return {
        id: `/subscriptions/${world.subscriptionId}/resourceGroups/${nodeResourceGroup}/providers/${scaleSetType}/${name}`,
        name,
        type: scaleSetType,
        sku: {name: 'Standard_DS2_v2', tier: 'Standard', capacity: 1},
        location,
        ...(identities.length > 0 && {
          identity: {
            type: 'UserAssigned',
            userAssignedIdentities: Object.fromEntries(
              identities.map(one => [identityId(world, one), {principalId: one.objectId, clientId: one.clientId}]),
            ),
          },
        }),
      }
    })
}
