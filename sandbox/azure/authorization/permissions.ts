import {authorizationVersions} from '../arm/api-versions.ts'
import {fillPath, type ArmRoute} from '../arm/route.ts'
import {rolesInForce} from './access.ts'

const group = '/subscriptions/{subscription}/resourceGroups/{group}'

/** The permissions of the caller in a resource group or on a subnet: the actions of each of its roles. Deny assignments are not included. */
export const permissionRoutes: readonly ArmRoute[] = [
  group,
  `${group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}`,
].map(scope => ({
  method: 'GET',
  path: `${scope}/providers/Microsoft.Authorization/permissions`,
  action: 'Microsoft.Authorization/permissions/read',
  scope,
  apiVersions: authorizationVersions,
  handle: ({world, caller, params}) => ({
    status: 200,
    body: {
      value: rolesInForce(world, caller.principalIds, fillPath(scope, params)).map(({actions, notActions}) => ({
        actions,
        notActions,
        dataActions: [],
        notDataActions: [],
      })),
    },
  }),
}))
