import {connectorRule} from '../../connector-values.ts'
import {connectorRole} from '../../permissions.ts'

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
