import {authorizationVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmRoute} from '../arm/route.ts'
import type {World} from '../world.ts'
import {builtInRoles, type RoleDefinitionEntry} from './built-in-roles.ts'

function roleDefinition(world: World, {id, name, description, actions, notActions}: RoleDefinitionEntry): unknown {
  return {
    properties: {
      roleName: name,
      type: 'BuiltInRole',
      description,
      assignableScopes: ['/'],
      permissions: [{actions, notActions, dataActions: [], notDataActions: []}],
      createdOn: '2015-02-02T21:55:09.880Z',
      updatedOn: '2023-11-10T20:10:33.880Z',
      createdBy: null,
      updatedBy: null,
    },
    id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name: id,
  }
}

const path = '/{scope...}/providers/Microsoft.Authorization/roleDefinitions'

function filtered(filter: string | null): readonly RoleDefinitionEntry[] {
  const [, name] = /roleName eq '([^']+)'/i.exec(filter ?? '') ?? []
  const [, type] = /type eq '([^']+)'/i.exec(filter ?? '') ?? []
  return builtInRoles.filter(
    role => (name === undefined || role.name.toLowerCase() === name.toLowerCase()) && type?.toLowerCase() !== 'customrole',
  )
}

function one(address: string, action: string | undefined): ArmRoute {
  return {
    method: 'GET',
    path: address,
    action,
    apiVersions: authorizationVersions,
    handle: ({world, params}) => {
      const found = builtInRoles.find(({id}) => id === params['name']?.toLowerCase())
      if (found === undefined)
        throw new ArmError(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${params['name']}' does not exist.`)
      return {status: 200, body: roleDefinition(world, found)}
    },
  }
}

export const roleDefinitionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path,
    action: 'Microsoft.Authorization/roleDefinitions/read',
    scope: '/{scope}',
    apiVersions: authorizationVersions,
    handle: ({world, query}) => ({status: 200, body: {value: filtered(query.get('$filter')).map(role => roleDefinition(world, role))}}),
  },
  one(`${path}/{name}`, 'Microsoft.Authorization/roleDefinitions/read'),
  // Built-in roles are the same in every tenant, and are read without a scope too.
  one('/providers/Microsoft.Authorization/roleDefinitions/{name}', undefined),
]
