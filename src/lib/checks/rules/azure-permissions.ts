import {connectorRule} from '../facts/connector-values.ts'
import {connectorRole} from '../facts/permissions.ts'

export const groupOpen = connectorRule({
  id: 'group-open',
  category: 'azure',
  title: 'The ACI resource group takes new resources',
  page: {
    symptom: 'Pods fail with 403 and a deny assignment in the node resource group (MC_…).',
    cause: 'AKS locks the node resource group: its restriction level is ReadOnly, as always with AKS Automatic.',
    fix: 'Create the container groups in another resource group: install-connector --aci-resource-group GROUP.',
  },
  needs: ['cluster'],
  preflight: true,
  check({aciResourceGroup}, {cluster}) {
    const locked = cluster.nodeResourceGroupLocked && aciResourceGroup.toLowerCase() === cluster.nodeResourceGroup.toLowerCase()
    if (!locked) return {verdict: 'ok', message: `AKS does not lock ${aciResourceGroup}`}
    return {
      verdict: 'problem',
      message: `AKS locks the node resource group ${aciResourceGroup} (restriction level ReadOnly), so no container group can be created in it.`,
      remedy: 'Give another group with --aci-resource-group.',
    }
  },
})

export const notDenied = connectorRule({
  id: 'not-denied',
  category: 'azure',
  title: 'No deny assignment takes rights from the connector',
  page: {
    symptom: 'Pods fail with 403 and a text about a deny assignment, although the identity has its role.',
    cause:
      'A deny assignment forbids the action, and it wins over every role. Managed applications, deployment stacks and AKS make them; nobody else can.',
    fix: 'Create the container groups in another resource group with install-connector --aci-resource-group GROUP, or change what made the deny assignment.',
  },
  needs: ['permission'],
  after: [groupOpen.id],
  preflight: true,
  check(_, {permission}) {
    if (permission === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    const {principalId, scope, denied} = permission
    if (denied.length === 0) return {verdict: 'ok', message: `Nothing is denied to ${principalId} at ${scope}`}
    const denials = denied.map(({action, by}) => `${action} (${by})`).join(', ')
    return {
      verdict: 'problem',
      message: `Deny assignments take from the identity of the connector (principal ${principalId}) at ${scope}: ${denials}. They win over every role.`,
      remedy: 'Give another group with --aci-resource-group.',
    }
  },
})

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

export const callerAllowed = connectorRule({
  id: 'caller-allowed',
  category: 'azure',
  title: 'Whoever runs vkctl may look after the container groups',
  page: {
    symptom: 'Checks are unknown because of 403, or remove-connector cannot delete container groups that the connector left.',
    cause: 'You, or the identity that runs vkctl, lack a role in the resource group of the container groups.',
    fix: 'Have the printed az role assignment create run by somebody who may assign roles there.',
  },
  needs: ['callerPermission'],
  check(_, {callerPermission: {principalId, scope, missing, denied}}) {
    if (missing.length > 0) {
      return {
        verdict: 'warning',
        message: `Whoever runs vkctl (principal ${principalId}) may not ${missing.join(', ')} at ${scope}.`,
        // Without a type: it may be a user, a group or a service principal.
        remedy: `az role assignment create --assignee ${principalId} --role "${connectorRole.name}" --scope ${scope}`,
      }
    }
    if (denied.length > 0) {
      const denials = denied.map(({action, by}) => `${action} (${by})`).join(', ')
      return {
        verdict: 'warning',
        message: `Deny assignments take from whoever runs vkctl (principal ${principalId}) at ${scope}: ${denials}.`,
      }
    }
    return {verdict: 'ok', message: `${principalId} has the rights at ${scope}`}
  },
})
