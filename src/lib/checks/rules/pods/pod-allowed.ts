import {assignRoleCommand} from '../azure/role-assigned.ts'
import {podErrorRule} from './pod-error.ts'

export const podAllowed = podErrorRule({
  id: 'pod-allowed',
  title: 'Azure lets the connector create container groups',
  page: {
    symptom:
      'Pods are ProviderFailed; their status has a 403 with AuthorizationFailed on Microsoft.ContainerInstance/containerGroups. The node is Ready all the same.',
    cause: 'The identity of the connector has no role in its ACI resource group. AKS gives the identity of its nodes none.',
    fix: 'Run install-connector with --assign-role, or have the role assigned by somebody who may. It takes some minutes to be in force; then delete the pods that failed, or wait until they are tried again.',
  },
  remedy(text) {
    const [, principalId, scope] = /object id '([^']+)'[^]*scope '(\/subscriptions\/[^/']+\/resourceGroups\/[^/']+)/.exec(text) ?? []
    if (principalId === undefined || scope === undefined) return 'Run install-connector with the same arguments again and --assign-role.'
    return assignRoleCommand(principalId, scope)
  },
})
