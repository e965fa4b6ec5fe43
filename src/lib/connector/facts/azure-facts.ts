import type {Lock, RoleAssignment} from '../../azure/resources/access.ts'
import type {Capability, ContainerGroup, Usage} from '../../azure/azure.ts'
import type {ScaleSetIdentity} from '../../azure/resources/scale-set-identity.ts'
import type {VirtualNetwork} from '../../azure/resources/virtual-networks.ts'
import type {ConnectorIdentity, ConnectorNetwork, ConnectorValues, IdentityState} from '../../checks/facts/connector-values.ts'
import {factOf, known, valueOf, type Fact} from '../../checks/engine/fact.ts'
import {assignAction, evaluate, isPlainlySufficient, networkActions, subnetWrite, type Permission} from '../../checks/facts/permissions.ts'
import {resourceGroupId, sameId, virtualNetworkIdOf} from '../../azure/resources/ids.ts'
import {NotAllowedError} from '../../errors.ts'
import type {Host} from '../session/host.ts'
import {identityState, locksOf, unlessMissing} from './missing-or-hidden.ts'
import {once} from './once.ts'

/** The Azure resources that a connector uses. */
export interface AzureUse {
  readonly subscriptionId: string
  /** ARM id of the cluster; undefined if the cluster is not known in Azure. */
  readonly clusterId: string | undefined
  readonly aciResourceGroup: string
  readonly location: string
  readonly nodeResourceGroup: string
  readonly identity: ConnectorIdentity | undefined
  readonly network: ConnectorNetwork | undefined
}

export type AzureFacts = {
  readonly [
    Name in
      | 'locks'
      | 'podLinkLocalAccess'
      | 'permission'
      | 'callerPermission'
      | 'usages'
      | 'capabilities'
      | 'nodeIdentities'
      | 'identityState'
      | 'virtualNetwork'
      | 'networkPermission'
  ]: Fact<ConnectorValues[Name]>
}

/** Reads from Azure what the checks of connectors need. Each thing is read once, however often it is asked for. */
export interface AzureReaders {
  /** Role assignments of a principal that apply to a scope. */
  assignments(scope: string, principalId: string): Promise<readonly RoleAssignment[]>
  permission(scope: string, principalId: string, actions?: readonly string[]): Promise<Fact<Permission>>
  callerPermission(scope: string): Promise<Fact<Permission>>
  /** Whether the user may assign roles at a resource group or a subnet. */
  assignerPermission(scope: string): Promise<Fact<Permission>>
  usages(location: string): Promise<Fact<readonly Usage[]>>
  capabilities(location: string): Promise<Fact<readonly Capability[]>>
  scaleSetIdentities(resourceGroup: string): Promise<Fact<readonly ScaleSetIdentity[]>>
  userAssignedIdentity(id: string): Promise<Fact<IdentityState>>
  virtualNetwork(id: string): Promise<Fact<VirtualNetwork | undefined>>
  podLinkLocalAccess(clusterId: string): Promise<Fact<string | undefined>>
  locks(resourceGroup: string): Promise<Fact<readonly Lock[] | undefined>>
  containerGroups(resourceGroup: string): Promise<Fact<readonly ContainerGroup[]>>
}

export function azureReaders({azure, signal}: Pick<Host, 'azure' | 'signal'>): AzureReaders {
  const fact = <T>(reading: Promise<T>): Promise<Fact<T>> => factOf(reading, signal)
  const assignments = once((scope: string, principalId: string) => azure.roleAssignments(scope, principalId))
  const definitions = once((scope: string) => azure.roleDefinitions(scope))
  const denials = once((scope: string) => azure.denyAssignments(scope))

  const permission = async (scope: string, principalId: string, actions?: readonly string[]): Promise<Permission> => {
    const [held, denied] = await Promise.all([assignments(scope, principalId), denials(scope)])
    const isPlain = held.length === 0 || (actions === undefined && isPlainlySufficient(held))
    return evaluate({
      principalId,
      scope,
      ...(actions !== undefined && {actions}),
      assignments: held,
      definitions: isPlain ? [] : await definitions(scope),
      denials: denied,
    })
  }
  return {
    assignments,
    permission: (scope, principalId, actions) => fact(permission(scope, principalId, actions)),
    callerPermission: once(scope => fact(readCallerPermission(azure, scope, callerActions))),
    assignerPermission: once(scope => fact(readCallerPermission(azure, scope, [assignAction]))),
    usages: once(location => fact(azure.usages(location))),
    capabilities: once(location => fact(azure.capabilities(location))),
    scaleSetIdentities: once(group => fact(azure.scaleSetIdentities(group))),
    userAssignedIdentity: once(id => fact(identityState(azure.userAssignedIdentity(id)))),
    virtualNetwork: once(id => fact(unlessMissing(azure.virtualNetwork(id)))),
    podLinkLocalAccess: once(id => fact(azure.podLinkLocalAccess(id))),
    locks: once(group => fact(locksOf(azure.locks(group)))),
    containerGroups: once(group => fact(azure.containerGroups(group))),
  }
}

/** Reads the Azure facts of one installed connector. */
export async function readAzureFacts(
  readers: AzureReaders,
  {subscriptionId, clusterId, aciResourceGroup, location, nodeResourceGroup, identity, network}: AzureUse,
): Promise<AzureFacts> {
  const scope = resourceGroupId(subscriptionId, aciResourceGroup)
  const objectId = identity?.objectId
  const none = Promise.resolve(known(undefined))
  const nodeIdentities = readers.scaleSetIdentities(nodeResourceGroup)
  return allOf<AzureFacts>({
    locks: readers.locks(aciResourceGroup),
    podLinkLocalAccess: linkLocalAccess(readers, clusterId, identity),
    permission: objectId === undefined ? none : readers.permission(scope, objectId),
    callerPermission: readers.callerPermission(scope),
    usages: readers.usages(location),
    capabilities: readers.capabilities(location),
    nodeIdentities,
    identityState: readIdentityState(readers, identity, nodeIdentities),
    virtualNetwork: network === undefined ? none : readers.virtualNetwork(virtualNetworkIdOf(network.subnetId)),
    networkPermission:
      network === undefined || objectId === undefined
        ? none
        : readers.permission(network.subnetId, objectId, [...networkActions, subnetWrite]),
  })
}

/** Waits for all readings, and returns each result under the name of its reading. */
async function allOf<Results extends object>(readings: {readonly [Name in keyof Results]: Promise<Results[Name]>}): Promise<Results> {
  const entries = Object.entries<Promise<unknown>>(readings).map(async ([name, reading]) => [name, await reading] as const)
  return Object.fromEntries(await Promise.all(entries)) as Results
}

/** Only the scale sets say where in Azure an identity is. */
async function readIdentityState(
  readers: Pick<AzureReaders, 'userAssignedIdentity'>,
  identity: ConnectorIdentity | undefined,
  nodeIdentities: Promise<Fact<readonly ScaleSetIdentity[]>>,
): Promise<Fact<IdentityState>> {
  if (identity === undefined || identity.kind === 'servicePrincipal') return known('not-read')
  const found = valueOf(await nodeIdentities)?.find(({clientId}) => sameId(clientId, identity.clientId))
  return found === undefined ? known('not-read') : readers.userAssignedIdentity(found.id)
}

/** Only a managed identity needs the instance metadata service. */
export async function linkLocalAccess(
  readers: AzureReaders,
  clusterId: string | undefined,
  identity: Pick<ConnectorIdentity, 'kind'> | undefined,
): Promise<Fact<string | undefined>> {
  if (clusterId === undefined || identity === undefined || identity.kind === 'servicePrincipal') return known(undefined)
  return readers.podLinkLocalAccess(clusterId)
}

/** Why Entra ID refuses a service principal; undefined if it accepts it. */
export async function refusedSignIn(azure: Host['azure'], principal: Parameters<Host['azure']['signIn']>[0]): Promise<string | undefined> {
  try {
    await azure.signIn(principal)
    return undefined
  } catch (error) {
    if (error instanceof NotAllowedError) return error.message
    throw error
  }
}

async function readCallerPermission(azure: Host['azure'], scope: string, actions: readonly string[]): Promise<Permission> {
  const [permissions, principalId] = await Promise.all([azure.callerPermissions(scope), azure.callerObjectId()])
  const role = {id: '/caller', name: 'caller', permissions}
  // Azure has already resolved the roles and groups of the caller.
  const assignment = {id: '/caller', roleDefinitionId: role.id, principalId, scope, condition: undefined}
  return evaluate({principalId, scope, actions, assignments: [assignment], definitions: [role], denials: []})
}

/** What vkctl itself does in the ACI resource group: it reads container groups, and deletes those that the connector leaves behind. */
const callerActions = [
  'Microsoft.ContainerInstance/containerGroups/read',
  'Microsoft.ContainerInstance/containerGroups/delete',
  'Microsoft.Authorization/roleAssignments/read',
]
