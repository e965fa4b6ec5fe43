import {ArmError} from '../arm/arm-error.ts'
import type {Caller} from '../arm/route.ts'
import type {World} from '../world.ts'
import {builtInRoles, type RoleDefinitionEntry} from './built-in-roles.ts'
import {everybody} from './deny-assignment-entry.ts'

/** Whether `scope` is `ancestor` or below it. */
export function isWithin(scope: string, ancestor: string): boolean {
  const [inner, outer] = [scope.toLowerCase(), ancestor.toLowerCase().replace(/\/$/, '')]
  return inner === outer || inner.startsWith(`${outer}/`)
}

function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*')}$`, 'i').test(action)
}

interface ActionSet {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
}

const covers = ({actions, notActions}: ActionSet, action: string): boolean =>
  actions.some(one => matches(one, action)) && !notActions.some(one => matches(one, action))

/** The roles that count for principals at a scope, by assignments there and above. */
export function rolesInForce(world: World, principalIds: readonly string[], scope: string): readonly RoleDefinitionEntry[] {
  return world.roleAssignments
    .filter(
      assignment =>
        (assignment.createdOn < world.startedAt || assignment.createdOn + world.delays.roleAssignmentMs <= Date.now()) &&
        principalIds.includes(assignment.principalId) &&
        isWithin(scope, assignment.scope),
    )
    .flatMap(({roleId}) => builtInRoles.find(({id}) => id === roleId) ?? [])
}

/** Whether the role assignments in force allow an operation. Each role is evaluated on its own; the notActions of one role do not limit another. */
export function isAllowed(world: World, principalIds: readonly string[], action: string, scope: string): boolean {
  return rolesInForce(world, principalIds, scope).some(role => covers(role, action))
}

/** Refuses, with ARM's texts, actions that no role allows or that a deny assignment forbids. */
export function authorize(world: World, caller: Caller, action: string, scope: string): void {
  if (!isAllowed(world, caller.principalIds, action, scope)) {
    throw new ArmError(
      403,
      'AuthorizationFailed',
      `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' ` +
        `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    )
  }
  const ids = new Set([...caller.principalIds, everybody])
  const denial = world.denyAssignments.find(
    one =>
      covers(one, action) &&
      isWithin(scope, one.scope) &&
      (!one.doNotApplyToChildScopes || isWithin(one.scope, scope)) &&
      one.principalIds.some(id => ids.has(id)) &&
      !one.excludedPrincipalIds.some(id => caller.principalIds.includes(id)),
  )
  if (denial !== undefined) {
    throw new ArmError(
      403,
      'DenyAssignmentAuthorizationFailed',
      `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, ` +
        `the access is denied because of the deny assignment with name '${denial.title}' and Id ` +
        `'${denial.name.replaceAll('-', '')}' at scope '${denial.scope}'.`,
    )
  }
}
