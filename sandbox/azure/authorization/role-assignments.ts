import {authorizationVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmReply, ArmRequest, ArmRoute} from '../arm/route.ts'
import type {RoleAssignmentEntry, World} from '../world.ts'
import {assignmentFilter} from './assignment-filter.ts'
import {builtInRoles} from './built-in-roles.ts'

const action = 'Microsoft.Authorization/roleAssignments'
const atScope = '/{scope...}/providers/Microsoft.Authorization/roleAssignments'

function roleAssignment(world: World, {name, scope, roleId, principalId, createdOn, description}: RoleAssignmentEntry): unknown {
  const created = new Date(createdOn).toISOString()
  return {
    properties: {
      roleDefinitionId: `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      principalId,
      principalType: 'ServicePrincipal',
      scope,
      condition: null,
      conditionVersion: null,
      createdOn: created,
      updatedOn: created,
      createdBy: null,
      updatedBy: null,
      delegatedManagedIdentityResourceId: null,
      description: description ?? null,
    },
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  }
}

const scopeOf = ({params}: ArmRequest): string => `/${params['scope']}`
const indexOf = (request: ArmRequest): number =>
  request.world.roleAssignments.findIndex(
    ({name, scope}) => name === request.params['name']?.toLowerCase() && scope.toLowerCase() === scopeOf(request).toLowerCase(),
  )

interface AskedProperties {
  readonly roleDefinitionId?: string
  readonly principalId?: string
  readonly description?: string
}

function propertiesOf({body}: ArmRequest): AskedProperties {
  return (body as {readonly properties?: AskedProperties} | undefined)?.properties ?? {}
}

function create(request: ArmRequest): ArmReply {
  const {world, params} = request
  const name = (params['name'] ?? '').toLowerCase()
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name)) {
    throw new ArmError(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    )
  }
  const {roleDefinitionId, principalId, description} = propertiesOf(request)
  if (roleDefinitionId === undefined || principalId === undefined) {
    throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid: roleDefinitionId and principalId are required.')
  }
  const roleId = roleDefinitionId.split('/').at(-1)?.toLowerCase()
  if (roleId === undefined || !builtInRoles.some(({id}) => id === roleId)) {
    throw new ArmError(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${roleId?.replaceAll('-', '')}' does not exist.`,
    )
  }
  if (!world.principals.some(({objectId, groups}) => objectId === principalId || groups?.includes(principalId) === true)) {
    throw new ArmError(
      400,
      'PrincipalNotFound',
      `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${world.tenantId}. Check that you have the correct principal ID.`,
    )
  }
  const scope = scopeOf(request)
  const same = world.roleAssignments.find(
    one => one.scope.toLowerCase() === scope.toLowerCase() && one.roleId === roleId && one.principalId === principalId,
  )
  if (same?.name === name) return {status: 200, body: roleAssignment(world, same)}
  if (same !== undefined) {
    throw new ArmError(
      409,
      'RoleAssignmentExists',
      `The role assignment already exists. The ID of the existing role assignment is ${same.name.replaceAll('-', '')}.`,
    )
  }
  const made: RoleAssignmentEntry = {
    name,
    scope,
    roleId,
    principalId,
    createdOn: Date.now(),
    ...(description !== undefined && {description}),
  }
  world.roleAssignments.push(made)
  return {status: 201, body: roleAssignment(world, made)}
}

export const roleAssignmentRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: atScope,
    action: `${action}/read`,
    scope: '/{scope}',
    apiVersions: authorizationVersions,
    handle: request => ({
      status: 200,
      body: {
        value: request.world.roleAssignments
          .filter(assignmentFilter(request.world, scopeOf(request), request.query.get('$filter')))
          .map(one => roleAssignment(request.world, one)),
      },
    }),
  },
  {
    method: 'GET',
    path: `${atScope}/{name}`,
    action: `${action}/read`,
    apiVersions: authorizationVersions,
    handle: request => {
      const found = request.world.roleAssignments[indexOf(request)]
      if (found === undefined)
        throw new ArmError(404, 'RoleAssignmentNotFound', `The role assignment '${request.params['name']}' is not found.`)
      return {status: 200, body: roleAssignment(request.world, found)}
    },
  },
  {method: 'PUT', path: `${atScope}/{name}`, action: `${action}/write`, apiVersions: authorizationVersions, handle: create},
  {
    method: 'DELETE',
    path: `${atScope}/{name}`,
    action: `${action}/delete`,
    apiVersions: authorizationVersions,
    handle: request => {
      const index = indexOf(request)
      const gone = request.world.roleAssignments[index]
      if (gone === undefined) return {status: 204}
      request.world.roleAssignments.splice(index, 1)
      return {status: 200, body: roleAssignment(request.world, gone)}
    },
  },
]
