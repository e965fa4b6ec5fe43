import {subnetRule} from '../../network-rule.ts'
import {subnetWrite} from '../../permissions.ts'
import {isAciSubnet} from '../../subnet.ts'
import {assignRoleCommand} from '../azure/role-assigned.ts'

export const subnetRole = subnetRule({
  id: 'subnet-role',
  title: 'The identity of the connector may use its subnet',
  page: {
    symptom: 'The pod of the connector ends at its start with 403 on subnets/read, or pods fail with LinkedAuthorizationFailed.',
    cause:
      'The identity has no role on the subnet. It has to read it, to join container groups to it and, while the subnet is not delegated to ACI, to change it.',
    fix: 'Have the printed az role assignment create run by somebody who may assign roles there.',
  },
  needs: ['networkPermission'],
  preflight: true,
  check({network: {subnetName}, subnet}, _, {networkPermission}) {
    if (networkPermission === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    const {principalId, scope, missing, denied, conditional} = networkPermission
    const isNeeded = (action: string): boolean => action !== subnetWrite || !isAciSubnet(subnet)
    const remedy = assignRoleCommand(principalId, scope, 'Network Contributor')
    const lacking = missing.filter(isNeeded)
    if (lacking.length > 0) {
      return {
        verdict: 'problem',
        message: `The identity of the connector (principal ${principalId}) may not ${lacking.join(', ')} on the subnet ${subnetName} (${scope}).`,
        remedy,
      }
    }
    const denials = denied.filter(({action}) => isNeeded(action)).map(({action, by}) => `${action} (${by})`)
    if (denials.length > 0) {
      return {
        verdict: 'problem',
        message: `Deny assignments take from the identity of the connector (principal ${principalId}) on the subnet ${subnetName}: ${denials.join(', ')}.`,
        remedy: 'Use another subnet, or change what made the deny assignment.',
      }
    }
    const doubtful = conditional.filter(isNeeded)
    if (doubtful.length > 0) {
      return {
        verdict: 'warning',
        message: `The identity of the connector (principal ${principalId}) may ${doubtful.join(', ')} on the subnet ${subnetName} only under a condition of its role assignment.`,
        remedy,
      }
    }
    return {verdict: 'ok', message: `${principalId} has the rights on ${subnetName}`}
  },
})
