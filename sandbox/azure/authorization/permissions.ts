import {authorizationVersions} from '../arm/api-versions.ts'
import type {ArmRoute} from '../arm/route.ts'
import {rolesInForce} from './access.ts'

/** What the caller may do in a resource group: the actions of each of its roles. Deny assignments do not show in it. */
export const permissionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Authorization/permissions',
    action: 'Microsoft.Authorization/permissions/read',
    scope: '/subscriptions/{subscription}/resourceGroups/{group}',
    apiVersions: authorizationVersions,
    handle: ({world, caller, params: {subscription, group}}) => ({
      status: 200,
      body: {
        value: rolesInForce(world, caller.principalIds, `/subscriptions/${subscription}/resourceGroups/${group}`).map(
          ({actions, notActions}) => ({actions, notActions, dataActions: [], notDataActions: []}),
        ),
      },
    }),
  },
]
