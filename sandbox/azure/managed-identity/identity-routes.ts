import {managedIdentityVersions} from '../arm/api-versions.ts'
import {resourceNotFound} from '../arm/arm-error.ts'
import {listRoutes} from '../arm/list-routes.ts'
import type {ArmRequest, ArmRoute} from '../arm/route.ts'
import type {World} from '../world.ts'
import type {UserAssignedIdentityEntry} from './identity-entry.ts'

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities'

/** `resourcegroups` is lower-case in its id, as in Azure. */
export function identityId(world: World, {resourceGroup, name}: UserAssignedIdentityEntry): string {
  return `/subscriptions/${world.subscriptionId}/resourcegroups/${resourceGroup}/providers/${type}/${name}`
}

function asked({world, params: {group = '', name = ''}}: ArmRequest): UserAssignedIdentityEntry {
  const found = world.userAssignedIdentities.find(
    one => one.resourceGroup.toLowerCase() === group.toLowerCase() && one.name.toLowerCase() === name.toLowerCase() && one.deleted !== true,
  )
  if (found === undefined) throw resourceNotFound(type, name, group)
  return found
}

function identity(world: World, entry: UserAssignedIdentityEntry): unknown {
  return {
    location: entry.location,
    tags: {},
    id: identityId(world, entry),
    name: entry.name,
    type,
    properties: {tenantId: world.tenantId, principalId: entry.objectId, clientId: entry.clientId},
  }
}

export const identityRoutes: readonly ArmRoute[] = [
  ...listRoutes(type, {
    apiVersions: managedIdentityVersions,
    entries: ({userAssignedIdentities}) => userAssignedIdentities.filter(({deleted}) => deleted !== true),
    show: identity,
  }),
  {
    method: 'GET',
    path: `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}/{name}`,
    action: `${type}/read`,
    apiVersions: managedIdentityVersions,
    handle: request => ({status: 200, body: identity(request.world, asked(request))}),
  },
]
