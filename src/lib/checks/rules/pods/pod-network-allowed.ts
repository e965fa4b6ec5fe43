import {assignRoleCommand} from '../azure/role-assigned.ts'
import {podErrorRule} from './pod-error.ts'

const role = 'Network Contributor'

export const podNetworkAllowed = podErrorRule({
  id: 'pod-network-allowed',
  title: 'Azure lets the connector put container groups on its subnet',
  page: {
    symptom:
      'Pods are ProviderFailed; their status has a 403 with LinkedAuthorizationFailed, or with AuthorizationFailed on Microsoft.Network.',
    cause: 'The identity of the connector may create container groups, but has no right to the subnet that they go to.',
    fix: 'Give the identity the role Network Contributor on the subnet; subnets/read and subnets/join/action are enough.',
  },
  remedy(text) {
    const [, principalId, scope] = /object id '([^']+)'[^]*scope(?:\(s\))? '([^']*\/virtualNetworks\/[^']*)'/.exec(text) ?? []
    if (principalId === undefined || scope === undefined) return `Assign the role ${role} on the subnet to the identity of the connector.`
    return assignRoleCommand(principalId, scope, role)
  },
})
