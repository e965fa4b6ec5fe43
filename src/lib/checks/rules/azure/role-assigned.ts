import {connectorRule} from '../../connector-values.ts'
import {connectorRole} from '../../permissions.ts'

/** The command that grants a role. */
export function assignRoleCommand(principalId: string, scope: string, role: string = connectorRole.name): string {
  return `az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "${role}" --scope ${scope}`
}

export const roleAssigned = connectorRule({
  id: 'role-assigned',
  category: 'azure',
  title: 'The identity of the connector may manage container groups',
  page: {
    symptom: 'Connector and node are Ready, but every pod is ProviderFailed with 403 AuthorizationFailed on containerGroups.',
    cause:
      'AKS gives the identity of its nodes no role in the resource group that the container groups go to, and a service principal has none of itself.',
    fix: 'Run install-connector with --assign-role, or have the printed az role assignment create run by somebody who may assign roles there.',
  },
  needs: ['permission'],
  preflight: true,
  check(_, {permission}) {
    if (permission === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    const {principalId, scope, missing, conditional} = permission
    if (missing.length > 0) {
      return {
        verdict: 'problem',
        message: `The identity of the connector (principal ${principalId}) may not ${missing.join(', ')} at ${scope}. Its node would be Ready, but every pod on it would fail with 403.`,
        remedy: assignRoleCommand(principalId, scope),
      }
    }
    if (conditional.length > 0) {
      return {
        verdict: 'warning',
        message: `The identity of the connector (principal ${principalId}) may ${conditional.join(', ')} at ${scope} only under a condition of its role assignment.`,
        remedy: assignRoleCommand(principalId, scope),
      }
    }
    return {verdict: 'ok', message: `${principalId} has the rights at ${scope}`}
  },
})
