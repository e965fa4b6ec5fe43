import type {ClusterEntry} from './container-service/cluster-entry.ts'
import {adminGroup, newCluster, nodeGroup, nodeNetwork} from './container-service/new-cluster.ts'
import {roleIds} from './authorization/built-in-roles.ts'
import {nodeResourceGroupLock} from './authorization/deny-assignment-entry.ts'
import type {VirtualNetworkEntry} from './network/virtual-network-entry.ts'
import type {UserAssignedIdentityEntry} from './managed-identity/identity-entry.ts'
import type {Delays, PrincipalEntry, ResourceGroupEntry, World} from './world.ts'

/** How the world of a test or a user differs from the usual one. */
export interface WorldOptions {
  readonly delays?: Partial<Delays>
  readonly cluster?: Partial<ClusterEntry>
  /** The cluster is an Entra ID cluster that `operator` may administer. */
  readonly entraId?: boolean
  /** The cluster runs with this client id of a service principal instead of a managed identity. */
  readonly clusterServicePrincipal?: string
  /** Namespaces that are registered from the beginning, besides those of any subscription with an AKS cluster. */
  readonly registered?: readonly string[]
  readonly principals?: readonly PrincipalEntry[]
  readonly resourceGroups?: readonly ResourceGroupEntry[]
  /** In addition to the network of the nodes. */
  readonly virtualNetworks?: readonly VirtualNetworkEntry[]
  /** Role assignments that exist from the start: name of the principal, name of the role, and scope (default: the subscription). */
  readonly roles?: readonly {readonly principal: string; readonly role: keyof typeof roleIds; readonly scope?: string}[]
}

const subscriptionId = '5b8f1a52-0d3e-4c1c-9f67-3a2f7e1d4c90'
const alwaysRegistered = [
  'Microsoft.Authorization',
  'Microsoft.Compute',
  'Microsoft.ContainerService',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.Resources',
  'Microsoft.Storage',
]
const known = [...alwaysRegistered, 'Microsoft.ContainerInstance', 'Microsoft.ContainerRegistry', 'Microsoft.OperationalInsights']

/** The identity of the nodes. */
const kubelet = {
  name: 'kubelet',
  clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b05',
  objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e05',
  kind: 'managedIdentity',
} as const

/** An identity that a connector can run as, once it is attached to the nodes. */
const connectorIdentity = {
  name: 'connector-identity',
  clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b06',
  objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e06',
  kind: 'managedIdentity',
} as const

/** The principals of the tenant. Their secrets are valid only here, and the stand-in listens only on loopback. */
const people = [
  {
    name: 'operator',
    clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b01',
    objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e01',
    kind: 'application',
    secrets: ['operator-secret~of-the.sandbox'],
    groups: [adminGroup],
  },
  {
    name: 'reader',
    clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b02',
    objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e02',
    kind: 'application',
    secrets: ['reader-secret~of-the.sandbox'],
  },
  {
    name: 'stranger',
    clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b03',
    objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e03',
    kind: 'application',
    secrets: ['stranger-secret~of-the.sandbox'],
  },
  {
    name: 'connector-sp',
    clientId: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b04',
    objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e04',
    kind: 'application',
    secrets: ['connector-secret~,{}=\\"\'$'],
  },
  kubelet,
  connectorIdentity,
] as const satisfies readonly PrincipalEntry[]

export type PersonName = (typeof people)[number]['name']

function initialCluster({cluster, entraId, clusterServicePrincipal}: WorldOptions): ClusterEntry {
  const {clientId, objectId} = kubelet
  return newCluster({
    kubeletIdentity: clusterServicePrincipal === undefined ? {clientId, objectId} : undefined,
    servicePrincipal: clusterServicePrincipal,
    entraAdminGroups: entraId === true ? [adminGroup] : undefined,
    ...cluster,
  })
}

function identities({nodeResourceGroup, resourceGroup, location, name, kubeletIdentity}: ClusterEntry): UserAssignedIdentityEntry[] {
  const {clientId, objectId} = connectorIdentity
  return [
    ...(kubeletIdentity === undefined ? [] : [{name: `${name}-agentpool`, resourceGroup: nodeResourceGroup, location, ...kubeletIdentity}]),
    {name: connectorIdentity.name, resourceGroup, location, clientId, objectId},
  ]
}

/** A subscription with a new AKS cluster: ACI is not registered, and the kubelet identity has no role. */
export function initialWorld(options: WorldOptions = {}): World {
  const cluster = initialCluster(options)
  const principals: PrincipalEntry[] = [...people, ...(options.principals ?? [])]
  const longAgo = Date.now() - 30 * 24 * 3600 * 1000
  const roles = [{principal: 'operator', role: 'Owner' as const}, {principal: 'reader', role: 'Reader' as const}, ...(options.roles ?? [])]
  return {
    tenantId: '8c2e6f14-5a7b-4d39-9e10-2b4c6d8e0f12',
    subscriptionId,
    subscriptionName: 'vkctl sandbox',
    subscriptionState: 'Enabled',
    startedAt: Date.now(),
    delays: {registrationMs: 1500, roleAssignmentMs: 1000, containerStartMs: 700, imagePullMs: 0, ...options.delays},
    quotas: {ContainerGroups: 100, StandardCores: 100},
    deniedTypes: [],
    principals,
    resourceGroups: [
      {name: cluster.resourceGroup, location: cluster.location},
      nodeGroup(subscriptionId, cluster),
      {name: 'aci-westus2', location: 'westus2'},
      ...(options.resourceGroups ?? []),
    ],
    clusters: [cluster],
    providers: new Map(
      known.map(namespace => [namespace, [...alwaysRegistered, ...(options.registered ?? [])].includes(namespace) ? 0 : undefined]),
    ),
    roleAssignments: roles.map(({principal, role, scope}) => ({
      name: crypto.randomUUID(),
      scope: scope ?? `/subscriptions/${subscriptionId}`,
      roleId: roleIds[role],
      principalId: principals.find(({name}) => name === principal)?.objectId ?? principal,
      createdOn: longAgo,
    })),
    denyAssignments: cluster.nodeResourceGroupLocked
      ? [nodeResourceGroupLock(`/subscriptions/${subscriptionId}/resourceGroups/${cluster.nodeResourceGroup}`)]
      : [],
    locks: [],
    virtualNetworks: [nodeNetwork(subscriptionId, cluster), ...(options.virtualNetworks ?? [])],
    userAssignedIdentities: identities(cluster),
    containerGroups: new Map(),
    nodeIdentities: cluster.kubeletIdentity === undefined ? [] : [cluster.kubeletIdentity.clientId],
    metadataServiceBlocked: false,
    registryRateLimited: false,
    missingImages: [],
    imageExists: image => !/^(docker\.io\/)?microsoft\/|^virtualkubelet\.azurecr\.io\/|\.invalid(\/|:)|does-not-exist/.test(image),
    pullFault: () => undefined,
    exitCode: () => undefined,
  }
}
