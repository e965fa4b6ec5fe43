import {printedLine} from '../../../../../src/lib/printed-commands/printed-lines.ts'
import {assignAction} from '../../../../../src/lib/checks/facts/permissions.ts'
import {assignRoleCommand} from '../../../../../src/lib/checks/rules/azure-permissions.ts'
import {cluster} from '../../well.ts'
import type {Cases} from '../case.ts'

const scope = '/subscriptions/s/resourceGroups/MC_g'
const none = {principalId: 'p-1', scope, missing: [], denied: [], conditional: []}
const write = 'Microsoft.ContainerInstance/containerGroups/write'
const denied = [{action: write, by: 'stack-1'}]

export const azurePermissionsCases: Cases = {
  'group-open': {
    fires: [
      {
        name: 'AKS locks the node resource group, in whatever letter case it is named',
        subject: {aciResourceGroup: 'mc_G'},
        facts: {cluster: {...cluster, nodeResourceGroupLocked: true}},
        message: /locks the node resource group mc_G/,
        remedy: /\nvkctl install-connector .* --aci-resource-group GROUP --assign-role /,
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
  'not-denied': {
    fires: [
      {
        name: 'an action is denied, although a role grants it',
        facts: {permission: {...none, denied}},
        message: new RegExp(`principal p-1\\) at ${scope}: ${write} \\(stack-1\\)`),
        remedy: /--aci-resource-group/,
      },
    ],
    quiet: [
      {name: 'an action is missing only', facts: {permission: {...none, missing: [write]}}, message: /No deny assignment applies to p-1/},
      {name: 'nobody knows the identity', facts: {permission: undefined}, verdict: 'skipped', message: /is not recorded/},
    ],
  },
  'role-assigned': {
    fires: [
      {
        name: 'an action is missing',
        facts: {permission: {...none, missing: [write]}},
        message: new RegExp(`principal p-1.* ${write} at ${scope}`),
        remedy: printedLine(assignRoleCommand('p-1', scope), {}),
      },
      {
        name: 'an action is granted under a condition only',
        facts: {permission: {...none, conditional: [write]}},
        verdict: 'warning',
        message: /A role assignment with a condition/,
      },
    ],
    quiet: [
      {name: 'nothing is missing', facts: {permission: none}, message: /p-1 has the permissions at/},
      {name: 'nobody knows the identity', facts: {permission: undefined}, verdict: 'skipped', message: /is not recorded/},
    ],
  },
  'roles-assignable': {
    fires: [
      {
        name: 'the user may not assign roles',
        facts: {
          rolesToAssign: [
            {role: 'Some Role', principalId: 'p-2', assigner: {...none, missing: [assignAction]}},
            {role: 'Network Contributor', principalId: 'p-2', assigner: {...none, scope: '/subnet', missing: [assignAction]}},
          ],
        },
        message: new RegExp(
          `You \\(principal p-1\\) lack permission for Microsoft.Authorization/roleAssignments/write at ${scope} and /subnet`,
        ),
        remedy: [
          'Ask somebody who may assign roles to run:',
          printedLine(assignRoleCommand('p-2', scope, 'Some Role'), {}),
          printedLine(assignRoleCommand('p-2', '/subnet', 'Network Contributor'), {}),
        ].join('\n'),
      },
    ],
    quiet: [
      {
        name: 'the user may',
        facts: {rolesToAssign: [{role: 'Some Role', principalId: 'p-2', assigner: none}]},
        message: /You may assign Some Role/,
      },
      {name: 'no role is missing', verdict: 'skipped', message: /No role has to be assigned/},
    ],
  },
  'roles-recorded': {
    fires: [
      {
        name: 'a record is lost',
        facts: {unrecordedAssignments: [{id: '/g/roleAssignments/a', connectorName: 'vk'}]},
        verdict: 'warning',
        message: /^vkctl created a role assignment for vk, but no record of a connector names it: \/g\/roleAssignments\/a\.$/,
        remedy: /\naz role assignment delete --ids \/g\/roleAssignments\/a$/,
      },
    ],
    quiet: [{name: 'every one has a record', message: /No role assignment/}],
  },
  'caller-allowed': {
    fires: [
      {
        name: 'an action is missing',
        facts: {callerPermission: {...none, missing: [write]}},
        verdict: 'warning',
        message: new RegExp(`principal p-1\\) lacks permission for ${write} at ${scope}`),
        remedy: `az role assignment create --assignee p-1 --role 'Azure Container Instances Contributor Role' --scope ${scope}`,
      },
      {
        name: 'an action is denied',
        facts: {callerPermission: {...none, denied}},
        verdict: 'warning',
        message: new RegExp(`${write} \\(stack-1\\)`),
        remedy: '',
      },
    ],
    quiet: [{name: 'nothing is missing', facts: {callerPermission: none}, message: /p-1 has the permissions/}],
  },
}
