import {ArmError} from '../arm/arm-error.ts'
import type {Caller} from '../arm/route.ts'
import {findResourceGroup, type World} from '../world.ts'
import {builtInRoles} from './built-in-roles.ts'

/** Whether `scope` is `ancestor` or below it. */
export function isWithin(scope: string, ancestor: string): boolean {
  const [inner, outer] = [scope.toLowerCase(), ancestor.toLowerCase().replace(/\/$/, '')]
  return inner === outer || inner.startsWith(`${outer}/`)
}

function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*')}$`, 'i').test(action)
}

/** Whether the role assignments in force allow an operation. Each role counts for itself; one role's notActions take nothing from another. */
export function isAllowed(world: World, principalIds: readonly string[], action: string, scope: string): boolean {
  return world.roleAssignments.some(assignment => {
    if (
      assignment.createdOn + world.delays.roleAssignmentMs > Date.now() ||
      !principalIds.includes(assignment.principalId) ||
      !isWithin(scope, assignment.scope)
    )
      return false
    const role = builtInRoles.find(({id}) => id === assignment.roleId)
    return role !== undefined && role.actions.some(one => matches(one, action)) && !role.notActions.some(one => matches(one, action))
  })
}

/** Refuses with ARM's texts what no role allows, and changes in a node resource group that AKS has locked. */
export function authorize(world: World, caller: Caller, action: string, scope: string): void {
  if (!isAllowed(world, caller.principalIds, action, scope)) {
    throw new ArmError(
      403,
      'AuthorizationFailed',
      `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' ` +
        `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    )
  }
  const name = /\/resourceGroups\/([^/]+)/i.exec(scope)?.[1]
  const group = name === undefined ? undefined : findResourceGroup(world, name)
  if (group?.locked === true && !/\/read$/i.test(action)) {
    throw new ArmError(
      403,
      'DenyAssignmentAuthorizationFailed',
      `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, ` +
        `the access is denied because of the deny assignment with name 'Deny assignment for AKS node resource group' and Id ` +
        `'${group.name.length.toString(16).padStart(32, '0')}' at scope '/subscriptions/${world.subscriptionId}/resourceGroups/${group.name}'.`,
    )
  }
}
