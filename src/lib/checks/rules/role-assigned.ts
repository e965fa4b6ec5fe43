import type {Fact} from '../fact.ts'
import type {Rule} from '../finding.ts'
import {connectorRole} from '../permissions.ts'

/** What an identity may not do although a connector has to. */
export interface Permission {
  readonly principalId: string
  readonly scope: string
  readonly missing: readonly string[]
}

/** The command that grants what a connector needs. */
export function assignRoleCommand(principalId: string, scope: string): string {
  return `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${connectorRole.name}" --scope ${scope}`
}

export const roleAssigned: Rule<{readonly permission: Fact<Permission>; readonly aciResourceGroup: string}> = {
  id: 'role-assigned',
  title: 'The identity of the connector may manage container groups',
  check({permission, aciResourceGroup}) {
    const target = aciResourceGroup
    if (!permission.known) return {verdict: 'unknown', message: permission.reason, remedy: '', target}
    const {principalId, scope, missing} = permission.value
    if (missing.length === 0) return {verdict: 'ok', message: `${principalId} has the rights at ${scope}`, remedy: '', target}
    return {
      verdict: 'problem',
      message: `The identity of the connector (principal ${principalId}) may not ${missing.join(', ')} at ${scope}. Its node would be Ready, but every pod on it would fail with 403.`,
      remedy: assignRoleCommand(principalId, scope),
      target,
    }
  },
}
