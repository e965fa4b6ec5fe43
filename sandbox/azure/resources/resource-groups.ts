import {isAllowed} from '../authorization/access.ts'
import {resourcesVersions} from '../arm/api-versions.ts'
import type {ArmRoute} from '../arm/route.ts'
import type {ResourceGroupEntry, World} from '../world.ts'
import {requireResourceGroup} from './require-resource-group.ts'

const read = 'Microsoft.Resources/subscriptions/resourceGroups/read'

function resourceGroup(world: World, {name, location, managedBy}: ResourceGroupEntry) {
  return {
    id: `/subscriptions/${world.subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    ...(managedBy !== undefined && {managedBy}),
    properties: {provisioningState: 'Succeeded'},
  }
}

export const resourceGroupRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups',
    action: undefined,
    apiVersions: resourcesVersions,
    handle: ({world, caller}) => ({
      status: 200,
      body: {
        value: world.resourceGroups
          .map(group => resourceGroup(world, group))
          .filter(({id}) => isAllowed(world, caller.principalIds, read, id)),
      },
    }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups/{group}',
    action: read,
    apiVersions: resourcesVersions,
    handle: ({world, params}) => ({status: 200, body: resourceGroup(world, requireResourceGroup(world, params['group']))}),
  },
]
