import {withOtherGroup} from '../wording/install-again.ts'
import {az, type PrintedCommand} from '../../printed-commands/printed-command.ts'
import {clusterRule} from '../facts/cluster-values.ts'
import {someOf} from '../wording/some-of.ts'
import {groupExists} from './aci-resource-group.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {assignAction, connectorRole} from '../facts/permissions.ts'

export const groupOpen = connectorRule({
  id: 'group-open',
  category: 'azure',
  title: 'AKS does not lock the ACI resource group',
  page: {
    symptom: 'Pods fail with status 403 and a deny assignment in the node resource group (`MC_…`).',
    cause: 'AKS locks the node resource group when its restriction level is `ReadOnly`. In AKS Automatic it always is.',
    fix: 'Use another resource group for the container groups: `vkctl install-connector --aci-resource-group GROUP`.',
  },
  needs: ['cluster'],
  preflight: true,
  check(connector, {cluster}) {
    const {aciResourceGroup} = connector
    const locked = cluster.nodeResourceGroupLocked && aciResourceGroup.toLowerCase() === cluster.nodeResourceGroup.toLowerCase()
    if (!locked) return {verdict: 'ok', message: `AKS does not lock ${aciResourceGroup}`}
    return {
      verdict: 'problem',
      message: `AKS locks the node resource group ${aciResourceGroup} (restriction level ReadOnly). No container group can be created in it.`,
      remedy: ['Use another resource group for the container groups:', withOtherGroup(connector)],
    }
  },
})

export const notDenied = connectorRule({
  id: 'not-denied',
  category: 'azure',
  title: 'No deny assignment blocks the connector',
  page: {
    symptom: 'Pods fail with status 403 and a message about a deny assignment, although the identity has the right role.',
    cause:
      'A deny assignment forbids the action. Deny assignments override every role. They are created by managed applications, deployment stacks and AKS.',
    fix: 'Use another resource group for the container groups (`vkctl install-connector --aci-resource-group GROUP`), or change the resource that created the deny assignment.',
  },
  needs: ['permission'],
  after: [groupExists.id, groupOpen.id],
  preflight: true,
  check(connector, {permission}) {
    if (permission === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {principalId, scope, denied} = permission
    if (denied.length === 0) return {verdict: 'ok', message: `No deny assignment applies to ${principalId} at ${scope}`}
    const denials = denied.map(({action, by}) => `${action} (${by})`).join(', ')
    return {
      verdict: 'problem',
      message: `Deny assignments block the identity of the connector (principal ${principalId}) at ${scope}: ${denials}. They override every role.`,
      remedy: ['Use another resource group for the container groups:', withOtherGroup(connector)],
    }
  },
})

/**
 * The `az` command that assigns a role to a managed identity or a service principal.
 * @param scope The ARM id of the resource or resource group.
 * @param role The name of a built-in role.
 */
export function assignRoleCommand(principalId: string, scope: string, role: string = connectorRole.name): PrintedCommand {
  return az`role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role ${role} --scope ${scope}`
}

export const roleAssigned = connectorRule({
  id: 'role-assigned',
  explainedBy: ['identity-exists', 'identity-attached'],
  category: 'azure',
  title: "The connector's identity can manage container groups",
  page: {
    symptom:
      'The connector and its node are ready, but every pod is `ProviderFailed` with status 403 and `AuthorizationFailed` on `containerGroups`.',
    cause:
      'The identity has no role in the ACI resource group. Neither the identity of the AKS nodes nor a new service principal has one by default.',
    fix: 'Run `vkctl install-connector --assign-role`, or ask somebody who may assign roles to run the `az role assignment create` command in the finding.',
  },
  needs: ['permission'],
  after: [groupExists.id],
  preflight: true,
  check(_, {permission}) {
    if (permission === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {principalId, scope, missing, conditional} = permission
    if (missing.length > 0) {
      return {
        verdict: 'problem',
        message: `The identity of the connector (principal ${principalId}) lacks permission for ${missing.join(', ')} at ${scope}. The virtual node becomes Ready without this permission, but every pod on it fails with status 403.`,
        remedy: assignRoleCommand(principalId, scope),
      }
    }
    if (conditional.length > 0) {
      return {
        verdict: 'warning',
        message: `A role assignment with a condition gives the identity of the connector (principal ${principalId}) permission for ${conditional.join(', ')} at ${scope}. vkctl cannot tell whether the condition is met.`,
        remedy: assignRoleCommand(principalId, scope),
      }
    }
    return {verdict: 'ok', message: `${principalId} has the permissions at ${scope}`}
  },
})

export const rolesAssignable = connectorRule({
  id: 'roles-assignable',
  category: 'azure',
  title: 'You can assign the roles that the connector lacks',
  page: {
    symptom: 'An installation with `--assign-role` is refused with status 403 on `Microsoft.Authorization/roleAssignments/write`.',
    cause:
      'You, or the identity that runs `vkctl`, may not assign roles. Contributors may not. Owners, User Access Administrators and Role Based Access Control Administrators may.',
    fix: 'Ask somebody who may assign roles to run the `az role assignment create` command in the finding. Then run `vkctl install-connector` without `--assign-role`.',
  },
  needs: ['rolesToAssign'],
  preflight: true,
  check(_, {rolesToAssign}) {
    if (rolesToAssign.length === 0) return {verdict: 'skipped', message: 'No role has to be assigned'}
    const refused = rolesToAssign.filter(({assigner}) => assigner.missing.length > 0)
    const [first] = refused
    if (first === undefined) return {verdict: 'ok', message: `You may assign ${rolesToAssign.map(({role}) => role).join(', ')}`}
    return {
      verdict: 'problem',
      message: `You (principal ${first.assigner.principalId}) lack permission for ${assignAction} at ${refused.map(({assigner}) => assigner.scope).join(' and ')}, so vkctl cannot assign the role that the connector lacks.`,
      remedy: [
        'Ask somebody who may assign roles to run:',
        ...refused.map(({role, principalId, assigner}) => assignRoleCommand(principalId, assigner.scope, role)),
      ],
    }
  },
})

export const rolesRecorded = clusterRule({
  id: 'roles-recorded',
  explainedBy: ['namespace-stays', 'record-valid'],
  category: 'azure',
  title: 'Every role assignment of vkctl is in the record of a connector',
  page: {
    symptom: 'An identity keeps a role in the ACI resource group or on the subnet, although no connector uses it any more.',
    cause:
      'The description of the role assignment says that `vkctl` created it for a connector of this cluster. The record of that connector was deleted, or the connector was removed without `vkctl`.',
    fix: 'If the connector still exists, run `vkctl install-connector` with all its options: the new record names its role assignments again. Delete those that nobody needs with `az role assignment delete`.',
  },
  needs: ['unrecordedAssignments'],
  check(_, {unrecordedAssignments: found}) {
    if (found.length === 0) return {verdict: 'ok', message: 'No role assignment of vkctl is without a record'}
    const names = [...new Set(found.map(({connectorName}) => connectorName))]
    return {
      verdict: 'warning',
      message: `vkctl created ${found.length === 1 ? 'a role assignment' : `${found.length} role assignments`} for ${someOf(names)}, but no record of a connector names ${found.length === 1 ? 'it' : 'them'}: ${someOf(found.map(({id}) => id))}.`,
      remedy: [
        'If the connector still exists, install it again with all its options. Delete what nobody needs:',
        az`role assignment delete --ids ${found.map(({id}) => id)}`,
      ],
    }
  },
})

export const callerAllowed = connectorRule({
  id: 'caller-allowed',
  category: 'azure',
  title: 'You can manage the container groups',
  page: {
    symptom:
      'Checks are unknown because Azure answers with status 403, or `vkctl remove-connector` cannot delete container groups that the connector left behind.',
    cause: 'You, or the identity that runs `vkctl`, have no suitable role in the ACI resource group.',
    fix: 'Ask somebody who may assign roles to run the `az role assignment create` command in the finding.',
  },
  needs: ['callerPermission'],
  after: [groupExists.id],
  check(_, {callerPermission: {principalId, scope, missing, denied}}) {
    if (missing.length > 0) {
      return {
        verdict: 'warning',
        message: `Your identity (principal ${principalId}) lacks permission for ${missing.join(', ')} at ${scope}.`,
        // Without --assignee-principal-type, because it may be a user, a group or a service principal.
        remedy: az`role assignment create --assignee ${principalId} --role ${connectorRole.name} --scope ${scope}`,
      }
    }
    if (denied.length > 0) {
      const denials = denied.map(({action, by}) => `${action} (${by})`).join(', ')
      return {
        verdict: 'warning',
        message: `Deny assignments block your identity (principal ${principalId}) at ${scope}: ${denials}.`,
      }
    }
    return {verdict: 'ok', message: `${principalId} has the permissions at ${scope}`}
  },
})
