import type {CredentialsLook} from '../../../../../src/lib/checks/facts/connector-values.ts'
import {assignRoleCommand} from '../../../../../src/lib/checks/rules/azure-permissions.ts'
import {cluster, well} from '../../well.ts'
import type {Cases} from '../case.ts'
import {groupCases} from './container-groups.ts'
import {identityCases} from './identity.ts'

const scope = '/subscriptions/s/resourceGroups/MC_g'
const none = {principalId: 'p-1', scope, missing: [], denied: [], conditional: []}
const write = 'Microsoft.ContainerInstance/containerGroups/write'
const credentials = well.credentials as CredentialsLook
const denied = [{action: write, by: 'stack-1'}]

const usages = (...[groups, cores]: readonly (readonly [current: number, limit: number])[]) => [
  ...(groups === undefined ? [] : [{name: 'ContainerGroups', current: groups[0], limit: groups[1]}]),
  ...(cores === undefined ? [] : [{name: 'StandardCores', current: cores[0], limit: cores[1]}]),
]
const offer = (osType: string, maxCpu: number, maxMemoryGb: number) => ({osType, ipAddressType: 'Public', gpu: 'None', maxCpu, maxMemoryGb})
const offeredIn = (...containerGroupLocations: readonly string[]) => ({provider: {...well.provider, containerGroupLocations}})

export const azureCases: Cases = {
  ...groupCases,
  ...identityCases,
  'provider-registered': {
    fires: ['NotRegistered', 'Registering', 'Unregistering', 'Unregistered', 'registered'].map(registrationState => ({
      name: registrationState,
      facts: {provider: {...well.provider, registrationState}},
      message: new RegExp(`is ${registrationState}\\.`),
      remedy: 'vkctl provider register --namespace Microsoft.ContainerInstance --wait',
    })),
    quiet: [{name: 'Registered', message: /^Registered$/}],
  },
  'location-offered': {
    fires: [
      {
        name: 'a location that the provider does not know, although ACI is there',
        subject: {location: 'spaincentral'},
        facts: offeredIn('East US', 'Spain Central'),
        message: /Region spaincentral is invalid/,
        remedy: /--location/,
      },
      {name: 'a location without ACI', subject: {location: 'westus'}, message: /ACI is not available in the location westus/},
    ],
    quiet: [
      {name: 'one that both have, as Azure shows it', facts: offeredIn('West US', 'East US'), message: /support eastus/},
      {name: 'nobody knows the location', subject: {location: ''}, verdict: 'skipped', message: /is not recorded/},
      {name: 'Azure names no location', facts: offeredIn(), verdict: 'skipped', message: /does not (say|report)/},
    ],
  },
  'os-offered': {
    fires: [
      {
        name: 'only the other system',
        subject: {osType: 'Windows'},
        facts: {capabilities: [offer('Linux', 4, 16)]},
        message: /no Windows container groups in eastus/,
      },
      {name: 'nothing at all', facts: {capabilities: []}, message: /no Linux container groups/},
      {name: 'too few cores', facts: {capabilities: [offer('Linux', 0.5, 16)]}, message: /at most 0\.5 CPU and 16 GB/},
      {
        name: 'enough of both, but never together',
        facts: {capabilities: [offer('Linux', 4, 1), offer('Linux', 0.5, 16)]},
        message: /at most 4 CPU and 1 GB, 0\.5 CPU and 16 GB/,
      },
    ],
    quiet: [
      {name: 'just enough', facts: {capabilities: [offer('linux', 1, 1.5)]}, message: /Linux with up to 1 CPU and 1\.5 GB/},
      {name: 'one size of several', facts: {capabilities: [offer('Linux', 4, 1), offer('Linux', 2, 3)]}, message: /up to 2 CPU and 3 GB/},
    ],
  },
  'quota-room': {
    fires: [
      {name: 'no group left', facts: {usages: usages([100, 100], [3, 100])}, message: /used up: ContainerGroups 100 of 100\./},
      {name: 'more cores than allowed', facts: {usages: usages([3, 100], [12, 10])}, message: /used up: StandardCores 12 of 10\./},
      {
        name: 'less than a tenth left',
        facts: {usages: usages([91, 100], [3, 100])},
        verdict: 'warning',
        message: /nearly used up: ContainerGroups 91 of 100\./,
      },
      {
        name: 'fewer than five left, but a tenth',
        facts: {usages: usages([3, 100], [6, 10])},
        verdict: 'warning',
        message: /nearly used up: StandardCores 6 of 10\./,
      },
    ],
    quiet: [
      {
        name: 'a tenth left',
        facts: {usages: usages([90, 100], [5, 10])},
        message: /^ContainerGroups 90 of 100, StandardCores 5 of 10 used in eastus$/,
      },
      {
        name: 'a quota of something else is used up',
        facts: {usages: [...usages([3, 100], [3, 100]), {name: 'V100Cores', current: 0, limit: 0}]},
        message: /ContainerGroups 3 of 100/,
      },
      {name: 'no quotas', facts: {usages: []}, verdict: 'skipped', message: /reports no ACI quotas/},
    ],
  },
  'group-open': {
    fires: [
      {
        name: 'AKS locks the node resource group, in whatever letter case it is named',
        subject: {aciResourceGroup: 'mc_G'},
        facts: {cluster: {...cluster, nodeResourceGroupLocked: true}},
        message: /locks the node resource group mc_G/,
        remedy: 'Run vkctl install-connector with another resource group: --aci-resource-group GROUP',
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
        remedy: assignRoleCommand('p-1', scope),
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
  'caller-allowed': {
    fires: [
      {
        name: 'an action is missing',
        facts: {callerPermission: {...none, missing: [write]}},
        verdict: 'warning',
        message: new RegExp(`principal p-1\\) lacks permission for ${write} at ${scope}`),
        remedy: `az role assignment create --assignee p-1 --role "Azure Container Instances Contributor Role" --scope ${scope}`,
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
  'cloud-known': {
    fires: [
      ...['AzureCloud', 'azurepubliccloud'].map(cloud => ({
        name: cloud,
        facts: {credentials: {...credentials, cloud}},
        message: new RegExp(`names the cloud ${cloud}\\.`),
      })),
      {name: 'none', facts: {credentials: {...credentials, cloud: ''}}, message: /names no cloud\./},
    ],
    quiet: [
      ...['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud'].map(cloud => ({
        name: cloud,
        facts: {credentials: {...credentials, cloud}},
        message: new RegExp(`^${cloud}$`),
      })),
      {name: 'no Secret of ours', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
    ],
  },
  'addon-apart': {
    fires: [
      {
        name: 'the add-on beside a Linux connector',
        facts: {cluster: {...cluster, virtualNodeAddon: true}},
        verdict: 'warning',
        message: /add-on of c is on\. Its node virtual-node-aci-linux .* as virtual-kubelet-virtual-kubelet-linux-eastus/,
        remedy: /kubernetes\.io\/hostname=virtual-kubelet-.*az aks disable-addons --resource-group g --name c --addons virtual-node/,
      },
    ],
    quiet: [
      {
        name: 'the add-on beside a Windows connector',
        subject: {osType: 'Windows'},
        facts: {cluster: {...cluster, virtualNodeAddon: true}},
        message: /Linux pods only/,
      },
      {name: 'no add-on', message: /off in c/},
    ],
  },
}
