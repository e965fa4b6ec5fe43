import type {RoleAssignment, RoleDefinition} from '../azure/azure.ts'

/** What a connector does in its ACI resource group (azure-aci v1.6.4, pkg/client). */
export const requiredActions: readonly string[] = [
  'Microsoft.ContainerInstance/containerGroups/read',
  'Microsoft.ContainerInstance/containerGroups/write',
  'Microsoft.ContainerInstance/containerGroups/delete',
  'Microsoft.ContainerInstance/containerGroups/containers/logs/read',
  'Microsoft.ContainerInstance/containerGroups/containers/exec/action',
]

/** The built-in role that grants them and little else. */
export const connectorRole = {id: '5d977122-f97e-4b4d-a52f-6b43003ddb4d', name: 'Azure Container Instances Contributor Role'} as const

/** Built-in roles that are known to grant all of them, by the last part of their id: Owner, Contributor and the one above. */
const sufficientRoles: ReadonlySet<string> = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  connectorRole.id,
])

const roleGuid = (id: string): string => id.slice(id.lastIndexOf('/') + 1).toLowerCase()

/** Whether the assignments alone tell that everything is granted, without a look at what their roles hold. */
export function isPlainlySufficient(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({roleDefinitionId}) => sufficientRoles.has(roleGuid(roleDefinitionId)))
}

/** The actions that no assignment grants. Each role counts for itself: what one excludes another may grant. */
export function missingActions(assignments: readonly RoleAssignment[], definitions: readonly RoleDefinition[]): readonly string[] {
  if (isPlainlySufficient(assignments)) return []
  const byGuid = new Map(definitions.map(definition => [roleGuid(definition.id), definition]))
  const permissions = assignments.flatMap(({roleDefinitionId}) => byGuid.get(roleGuid(roleDefinitionId))?.permissions ?? [])
  return requiredActions.filter(
    action => !permissions.some(({actions, notActions}) => actions.some(matches(action)) && !notActions.some(matches(action))),
  )
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
