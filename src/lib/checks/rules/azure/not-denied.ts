import {connectorRule} from '../../connector-values.ts'
import {groupOpen} from './group-open.ts'

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
