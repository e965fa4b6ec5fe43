import {printedLine} from '../../../../../../src/lib/printed-commands/printed-lines.ts'
import {assignRoleCommand} from '../../../../../../src/lib/checks/rules/azure-permissions.ts'
import {aci, onSubnet, subnetId} from '../../../networks.ts'
import {cluster} from '../../../well.ts'
import type {Cases} from '../../case.ts'
import {addresses, none, rights} from './subnet.ts'

const web = 'Microsoft.Web/serverFarms'
const [join, write] = ['join/action', 'write'].map(action => `Microsoft.Network/virtualNetworks/subnets/${action}`) as [string, string]

export const subnetDelegationCases: Cases = {
  'subnet-routes': {
    fires: [
      {
        name: 'a route table, although it is delegated',
        facts: onSubnet({subnet: {routeTableId: '/routeTables/rt-1'}}),
        message: /route table \/routeTables\/rt-1/,
        remedy: new RegExp(`--ids ${subnetId} --remove routeTable$`),
      },
    ],
    quiet: [{name: 'none', facts: onSubnet(), message: /has no route table/}, ...none],
  },
  'subnet-links': {
    fires: [
      {name: 'another service', facts: onSubnet({subnet: {associationLinks: [web]}}), message: /linked to Microsoft\.Web\/serverFarms\./},
      {name: 'another beside ACI', facts: onSubnet({subnet: {associationLinks: [aci, web]}}), message: /linked to Microsoft\.Web/},
    ],
    quiet: [{name: 'ACI', facts: onSubnet({subnet: {associationLinks: [aci]}}), message: /No other service/}, ...none],
  },
  'subnet-delegated': {
    fires: [
      {name: 'another delegation', facts: onSubnet({subnet: {delegations: [web]}}), message: /delegated to Microsoft\.Web\/serverFarms\.$/},
      {
        name: 'addresses in use',
        facts: onSubnet({subnet: {delegations: [], ipConfigurationIds: addresses(2)}}),
        message: /2 of its addresses are in use\.$/,
      },
      {
        name: 'the subnet of the nodes, in whatever letter case',
        facts: {...onSubnet({subnet: {delegations: []}}), cluster: {...cluster, nodeSubnetIds: [subnetId.toLowerCase()]}},
        message: /the nodes of the cluster use it\.$/,
        remedy: new RegExp(`--delegations ${aci}$`),
      },
    ],
    quiet: [
      {
        name: 'delegated, with addresses in use',
        facts: onSubnet({subnet: {ipConfigurationIds: addresses(2)}}),
        message: /aci is delegated to ACI/,
      },
      {name: 'linked to ACI', facts: onSubnet({subnet: {delegations: [], associationLinks: [aci]}}), message: /is delegated/},
      {name: 'an empty one', facts: onSubnet({subnet: {delegations: []}}), message: /will delegate/},
      ...none,
    ],
  },
  'subnet-role': {
    fires: [
      {
        name: 'it may not join',
        facts: {...onSubnet(), networkPermission: {...rights, missing: [join, write]}},
        message: /principal p-1\) lacks permission for \S+join\/action on the subnet aci/,
        remedy: printedLine(assignRoleCommand('p-1', subnetId, 'Network Contributor'), {}),
      },
      {
        name: 'it may not delegate a subnet that is not',
        facts: {...onSubnet({subnet: {delegations: []}}), networkPermission: {...rights, missing: [write]}},
        message: /lacks permission for \S+subnets\/write on/,
      },
      {
        name: 'it is denied',
        facts: {...onSubnet(), networkPermission: {...rights, denied: [{action: join, by: 'stack-1'}]}},
        message: /on the subnet aci: \S+join\/action \(stack-1\)\.$/,
      },
      {
        name: 'under a condition only',
        facts: {...onSubnet(), networkPermission: {...rights, conditional: [join]}},
        verdict: 'warning',
        message: /A role assignment with a condition/,
      },
    ],
    quiet: [
      {name: 'nothing is missing', facts: {...onSubnet(), networkPermission: rights}, message: /p-1 has the permissions on the subnet aci/},
      {
        name: 'it may not change a subnet that is delegated',
        facts: {
          ...onSubnet(),
          networkPermission: {...rights, missing: [write], denied: [{action: write, by: 'stack-1'}], conditional: [write]},
        },
        message: /has the permissions/,
      },
      {name: 'nobody knows the identity', facts: onSubnet(), verdict: 'skipped', message: /is not recorded/},
      ...none,
    ],
  },
}
