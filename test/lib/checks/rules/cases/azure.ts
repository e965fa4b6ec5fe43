import {assignRoleCommand} from '../../../../../src/lib/checks/rules/azure/role-assigned.ts'
import {cluster, well} from '../../well.ts'
import type {Cases} from '../case.ts'

const scope = '/subscriptions/s/resourceGroups/MC_g'
const none = {principalId: 'p-1', scope, missing: [], denied: [], conditional: []}
const write = 'Microsoft.ContainerInstance/containerGroups/write'

export const azureCases: Cases = {
  'provider-registered': {
    fires: ['NotRegistered', 'Registering', 'Unregistering', 'Unregistered', 'registered'].map(registrationState => ({
      name: registrationState,
      facts: {provider: {...well.provider, registrationState}},
      message: new RegExp(`is ${registrationState};`),
      remedy: 'vkctl provider register --namespace Microsoft.ContainerInstance --wait',
    })),
    quiet: [{name: 'Registered', message: /^Registered$/}],
  },
  'group-open': {
    fires: [
      {
        name: 'AKS locks the node resource group, in whatever letter case it is named',
        subject: {aciResourceGroup: 'mc_G'},
        facts: {cluster: {...cluster, nodeResourceGroupLocked: true}},
        message: /locks the node resource group mc_G/,
        remedy: 'Give another group with --aci-resource-group.',
      },
    ],
    quiet: [
      {
        name: 'another group is used',
        subject: {aciResourceGroup: 'mine'},
        facts: {cluster: {...cluster, nodeResourceGroupLocked: true}},
        message: /does not lock mine/,
      },
    ],
  },
  'role-assigned': {
    fires: [
      {
        name: 'an action is missing',
        facts: {permission: {...none, missing: [write]}},
        message: new RegExp(`principal p-1.* ${write} at ${scope}`),
        remedy: assignRoleCommand('p-1', scope),
      },
      {
        name: 'an action is granted under a condition only',
        facts: {permission: {...none, conditional: [write]}},
        verdict: 'warning',
        message: /only under a condition/,
      },
    ],
    quiet: [
      {name: 'nothing is missing', facts: {permission: none}, message: /p-1 has the rights at/},
      {name: 'nobody knows the identity', facts: {permission: undefined}, verdict: 'skipped', message: /Nobody wrote down/},
    ],
  },
}
