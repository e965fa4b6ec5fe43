import type {ActionSet, DenyAssignment, RoleAssignment, RoleDefinition} from '../../azure/resources/access.ts'
import {nameOf, sameId} from '../../azure/resources/ids.ts'

/** What a connector does in its ACI resource group (azure-aci v1.6.4, pkg/client). */
export const requiredActions: readonly string[] = [
  'Microsoft.ContainerInstance/containerGroups/read',
  'Microsoft.ContainerInstance/containerGroups/write',
  'Microsoft.ContainerInstance/containerGroups/delete',
  'Microsoft.ContainerInstance/containerGroups/containers/logs/read',
  'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
]

/** What the provider also does on a subnet that is not delegated to ACI yet. */
export const subnetWrite = 'Microsoft.Network/virtualNetworks/subnets/write'

/** What the provider does on the subnet of a connector. */
export const networkActions: readonly string[] = [
  'Microsoft.Network/virtualNetworks/subnets/read',
  'Microsoft.Network/virtualNetworks/subnets/join/action',
]

/** The built-in role that grants them and little else. */
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

/** The built-in role that grants what is needed on a subnet. */
export const networkRole: BuiltInRole = {id: '4d97b98b-1d4f-4787-a291-c67834d212e7', name: 'Network Contributor'}

/** Built-in roles that are known to grant all of them, by the last part of their id: Owner, Contributor and the one above. */
const sufficientRoles: ReadonlySet<string> = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  connectorRole.id,
])

/** In a deny assignment it stands for everybody. */
const everybody = '00000000-0000-0000-0000-000000000000'

/** What an identity may not do, of what it has to. */
export interface Permission {
  readonly principalId: string
  readonly scope: string
  /** Actions that no role grants. */
  readonly missing: readonly string[]
  /** Actions that a role grants and a deny assignment takes. */
  readonly denied: readonly {readonly action: string; readonly by: string}[]
  /** Actions that are granted only under a condition of a role assignment, which may not hold. */
  readonly conditional: readonly string[]
}

export interface PermissionInput {
  readonly principalId: string
  readonly scope: string
  /** Default: what a connector does in its ACI resource group. */
  readonly actions?: readonly string[]
  /** That hold at the scope. */
  readonly assignments: readonly RoleAssignment[]
  /** Of their roles; not needed for well-known ones. */
  readonly definitions: readonly RoleDefinition[]
  readonly denials: readonly DenyAssignment[]
}

/** Whether the assignments alone tell that a connector's actions are granted, without a look at what their roles hold. */
export function isPlainlySufficient(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({roleDefinitionId, condition}) => condition === undefined && sufficientRoles.has(roleGuid(roleDefinitionId)))
}

/** Evaluates role and deny assignments as Azure does: each role counts for itself, what one excludes another may grant, and a denial wins. */
export function evaluate({principalId, scope, actions = requiredActions, assignments, definitions, denials}: PermissionInput): Permission {
  const byGuid = new Map(definitions.map(definition => [roleGuid(definition.id), definition.permissions]))
  const setsOf = ({roleDefinitionId}: RoleAssignment): readonly ActionSet[] => {
    const guid = roleGuid(roleDefinitionId)
    return byGuid.get(guid) ?? (sufficientRoles.has(guid) ? [{actions: requiredActions, notActions: []}] : [])
  }
  const plain = assignments.filter(({condition}) => condition === undefined).flatMap(setsOf)
  const conditional = assignments.filter(({condition}) => condition !== undefined).flatMap(setsOf)
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

/** Azure's patterns: `*` stands for any text, letter case does not matter. */
function matches(action: string): (pattern: string) => boolean {
  return pattern => {
    const expression = pattern
      .split('*')
      .map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')
    return new RegExp(`^${expression}$`, 'i').test(action)
  }
}
