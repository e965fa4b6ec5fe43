import type {ActionSet, DenyAssignment, RoleAssignment, RoleDefinition} from '../../azure/resources/access.ts'
import {nameOf, sameId} from '../../azure/resources/ids.ts'

/** Actions that a connector needs on its ACI resource group (azure-aci v1.6.4, pkg/client). */
export const requiredActions: readonly string[] = [
  'Microsoft.ContainerInstance/containerGroups/read',
  'Microsoft.ContainerInstance/containerGroups/write',
  'Microsoft.ContainerInstance/containerGroups/delete',
  'Microsoft.ContainerInstance/containerGroups/containers/logs/read',
  'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
]

/** Action that the provider also needs on a subnet that is not delegated to ACI yet. */
export const subnetWrite = 'Microsoft.Network/virtualNetworks/subnets/write'

/** Actions that the provider needs on the subnet of a connector. */
export const networkActions: readonly string[] = [
  'Microsoft.Network/virtualNetworks/subnets/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
]

/** Action of whoever assigns a role. */
export const assignAction = 'Microsoft.Authorization/roleAssignments/write'

/** The built-in role with the required actions on the resource group and few others. */
export const connectorRole = {
  id: '5d977122-f97e-4b4d-a52f-6b43003ddb4d',
  name: 'Azure Container Instances Contributor Role',
} as const satisfies BuiltInRole

/** A role that is the same in every tenant. */
export interface BuiltInRole {
  /** A GUID. */
  readonly id: string
  readonly name: string
}

/** The built-in role with the actions that are needed on a subnet. */
export const networkRole: BuiltInRole = {id: '4d97b98b-1d4f-4787-a291-c67834d212e7', name: 'Network Contributor'}

/** GUIDs of built-in roles with all required actions: Owner, Contributor and connectorRole. */
const sufficientRoles: ReadonlySet<string> = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  connectorRole.id,
])

/** The object id that means all principals in a deny assignment. */
const everybody = '00000000-0000-0000-0000-000000000000'

/** Whether an identity has the actions that it needs. `since`: when the last role assignment for them was made, as ISO 8601, if Azure says it. */
export type RoleState = {readonly is: 'assigned'; readonly since: string | undefined} | {readonly is: 'missing' | 'unknown'}

/** The roles of a connector in its ACI resource group, and on its subnet. */
export interface RoleStates {
  readonly inGroup: RoleState
  readonly onSubnet: RoleState
}

/** From the permissions of an identity, as far as they are known. A subnet that is delegated already need not be written. */
export function roleStates(inGroup: Permission | undefined, onSubnet: Permission | undefined): RoleStates {
  return {
    inGroup: roleState(inGroup),
    onSubnet: roleState(onSubnet && {...onSubnet, missing: onSubnet.missing.filter(action => action !== subnetWrite)}),
  }
}

function roleState(permission: Permission | undefined): RoleState {
  if (permission === undefined) return {is: 'unknown'}
  const {missing, denied, conditional, since} = permission
  if (missing.length > 0 || denied.length > 0) return {is: 'missing'}
  return conditional.length > 0 ? {is: 'unknown'} : {is: 'assigned', since}
}

/** Azure says that a new role assignment takes up to ten minutes. */
const effectMs = 600_000

/** Whether the time, in milliseconds since 1970, is before the newest role of a connector took effect for certain. */
export function isBeforeRoles(time: number, {inGroup, onSubnet}: RoleStates): boolean {
  return [inGroup, onSubnet].some(role => role.is === 'assigned' && time <= Date.parse(role.since ?? '') + effectMs)
}

/** The required actions that an identity is not allowed to do at a scope. */
export interface Permission {
  readonly principalId: string
  readonly scope: string
  /** Actions that no role grants. */
  readonly missing: readonly string[]
  /** Actions that a deny assignment blocks; `by` is the name of the deny assignment. */
  readonly denied: readonly {readonly action: string; readonly by: string}[]
  /** Actions that only a role assignment with a condition grants. vkctl does not evaluate conditions. */
  readonly conditional: readonly string[]
  /** When the newest of its role assignments at the scope was made; undefined if Azure does not say. */
  readonly since?: string
}

export interface PermissionInput {
  readonly principalId: string
  readonly scope: string
  /** Default: the actions that a connector needs on its ACI resource group. */
  readonly actions?: readonly string[]
  /** Role assignments that apply at the scope. */
  readonly assignments: readonly RoleAssignment[]
  /** The roles of the assignments. Roles that isPlainlySufficient knows can be omitted. */
  readonly definitions: readonly RoleDefinition[]
  readonly denials: readonly DenyAssignment[]
}

/** Whether a role that is known to be sufficient is assigned without a condition, so that the role definitions need not be read. */
export function isPlainlySufficient(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({roleDefinitionId, condition}) => condition === undefined && sufficientRoles.has(roleGuid(roleDefinitionId)))
}

/**
 * Evaluates role and deny assignments as Azure does. The `notActions` of a role do not limit other roles. A deny assignment overrides every role.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/overview
 */
export function evaluate({principalId, scope, actions = requiredActions, assignments, definitions, denials}: PermissionInput): Permission {
  const byGuid = new Map(definitions.map(definition => [roleGuid(definition.id), definition.permissions]))
  const setsOf = ({roleDefinitionId}: RoleAssignment): readonly ActionSet[] => {
    const guid = roleGuid(roleDefinitionId)
    return byGuid.get(guid) ?? (sufficientRoles.has(guid) ? [{actions: requiredActions, notActions: []}] : [])
  }
  const plain = assignments.filter(({condition}) => condition === undefined).flatMap(setsOf)
  const conditional = assignments.filter(({condition}) => condition !== undefined).flatMap(setsOf)
  const since = assignments
    .flatMap(({createdOn}) => createdOn ?? [])
    .toSorted()
    .at(-1)
  const holding = denials.filter(denial => holdsFor(denial, principalId, scope))
  return {
    principalId,
    scope,
    missing: actions.filter(action => !covers([...plain, ...conditional], action)),
    denied: actions.flatMap(action => {
      const denial = holding.find(({permissions}) => covers(permissions, action))
      return denial === undefined ? [] : [{action, by: denial.name}]
    }),
    conditional: actions.filter(action => !covers(plain, action) && covers(conditional, action)),
    ...(since !== undefined && {since}),
  }
}

const roleGuid = (id: string): string => nameOf(id).toLowerCase()

function holdsFor({principalIds, excludedPrincipalIds, inherited, scope}: DenyAssignment, principalId: string, at: string): boolean {
  const isNamed = principalIds.includes(principalId) || principalIds.includes(everybody)
  return isNamed && !excludedPrincipalIds.includes(principalId) && (inherited || sameId(scope, at))
}

function covers(sets: readonly ActionSet[], action: string): boolean {
  return sets.some(({actions, notActions}) => actions.some(matches(action)) && !notActions.some(matches(action)))
}

/** Patterns of Azure: `*` matches any text, and case does not matter. */
function matches(action: string): (pattern: string) => boolean {
  return pattern => {
    const expression = pattern
      .split('*')
      .map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')
    return new RegExp(`^${expression}$`, 'i').test(action)
  }
}
