import type {Cluster} from '../../../src/lib/azure/azure.ts'
import type {ScaleSetIdentity} from '../../../src/lib/azure/resources/scale-set-identity.ts'
import type {ConnectorSubject, ConnectorValues} from '../../../src/lib/checks/facts/connector-values.ts'
import {known, type Fact} from '../../../src/lib/checks/engine/fact.ts'
import {aksNode, deployment, lease, node, nodeName, now, pod, release} from './objects.ts'

// A cluster with one Linux connector without a virtual network, all well. Tests change what they are about.

export const cluster: Cluster = {
  id: '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c',
  name: 'c',
  resourceGroup: 'g',
  location: 'eastus',
  nodeResourceGroup: 'MC_g',
  fqdn: 'c-1.hcp.eastus.azmk8s.io',
  privateFqdn: undefined,
  azurePortalFqdn: 'c-1.portal.hcp.eastus.azmk8s.io',
  kubernetesVersion: '1.36.3',
  provisioningState: 'Succeeded',
  powerState: 'Running',
  kubeletIdentity: {clientId: 'client', objectId: 'object'},
  entraId: false,
  localAccountsDisabled: false,
  virtualNodeAddon: false,
  nodeResourceGroupLocked: false,
  dnsServiceIp: '10.0.0.10',
  authorizedIpRanges: [],
  privateCluster: false,
  nodeSubnetIds: [],
  network: {plugin: 'azure', pluginMode: undefined, dataplane: 'azure', policy: 'azure'},
  nodePools: [],
  nodeAutoProvisioning: false,
}

export const subject: ConnectorSubject = {
  target: release,
  nodeName,
  osType: 'Linux',
  location: 'eastus',
  namespace: 'vk',
  isReleased: true,
  aciResourceGroup: 'MC_g',
  cloud: 'AzureCloud',
  clusterOptions: ['--resource-group', 'g', '--name', 'c'],
  now,
}

const scope = '/subscriptions/s/resourceGroups/MC_g'

export const well: ConnectorValues = {
  cluster,
  provider: {namespace: 'Microsoft.ContainerInstance', registrationState: 'Registered', containerGroupLocations: ['East US']},
  virtualNodes: [node()],
  nodes: [aksNode()],
  pendingPods: [],
  groupsLeftBehind: [],
  unrecordedAssignments: [],
  namespaces: ['default', 'kube-system', 'vk'],
  clientCa: 'the CA',
  helm: {
    name: release,
    namespace: 'vk',
    revision: 2,
    status: 'deployed',
    chartName: 'aci-connector',
    chartVersion: '0.1.0',
    appVersion: '1.6.4',
    updated: undefined,
  },
  deployments: [deployment()],
  pods: [pod()],
  node: node(),
  lease: lease(),
  missingReferences: [],
  rivals: [],
  record: {is: 'valid'},
  drift: [{kind: 'Deployment', name: release, namespace: 'vk', missing: false, mustBeRecreated: false, differences: []}],
  names: {hasRecord: true, sameName: undefined, elsewhere: [], nodeExists: true},
  rolesToAssign: [],
  ownNamespace: {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'vk'}},
  podsOnNode: [],
  podWarnings: [],
  log: '',
  credentials: {
    cloud: 'AzurePublicCloud',
    clientId: 'client',
    location: 'eastus',
    vnetName: 'none',
    clientCa: 'the CA',
    certificateUntil: new Date('2036-11-23T12:00:00Z'),
  },
  portTry: {answer: 'refused'},
  portPolicies: [],
  egressPolicies: {policies: [], engines: []},
  networkPolicyEngine: 'azure',
  identity: {kind: 'kubelet', clientId: 'client', objectId: 'object'},
  podLinkLocalAccess: undefined,
  locks: [],
  subscriptionState: 'Enabled',
  refusedSignIn: undefined,
  permission: {principalId: 'object', scope, missing: [], denied: [], conditional: []},
  roles: {inGroup: {is: 'assigned', since: undefined}, onSubnet: {is: 'unknown'}},
  callerPermission: {principalId: 'me', scope, missing: [], denied: [], conditional: []},
  aciGroupExists: true,
  containerGroups: [],
  usages: [
    {name: 'ContainerGroups', current: 3, limit: 100},
    {name: 'StandardCores', current: 3, limit: 100},
  ],
  capabilities: ['Linux', 'Windows'].map(osType => ({osType, ipAddressType: 'Public', gpu: 'None', maxCpu: 4, maxMemoryGb: 16})),
  nodeIdentities: [scaleSetIdentity('client')],
  identityState: 'exists',
  usedOnNodes: [],
  keepsPod: false,
  network: undefined,
  virtualNetwork: undefined,
  networkPermission: undefined,
  installerReviews: [{verb: 'create', resource: 'secrets', namespace: 'vk', allowed: true}],
  accessReviews: [{verb: 'list', resource: 'pods', namespace: undefined, allowed: true}],
  smoke: undefined,
}

/** An identity of the scale set of the nodes. */
export function scaleSetIdentity(clientId: string, scaleSet = 'aks-pool-12345678-vmss'): ScaleSetIdentity {
  return {
    scaleSet,
    id: `/subscriptions/s/resourceGroups/MC_g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${clientId}`,
    clientId,
  }
}

/** Each value as a fact that is known. */
export function factsOf<Values extends object>(values: Values): {readonly [Name in keyof Values]: Fact<Values[Name]>} {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(value)])) as {
    readonly [Name in keyof Values]: Fact<Values[Name]>
  }
}
