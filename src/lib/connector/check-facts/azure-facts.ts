import type {ConnectorIdentity, ConnectorNetwork, ConnectorValues} from '../../checks/connector-values.ts'
import {factOf, known, type Fact} from '../../checks/fact.ts'
import {evaluate, isPlainlySufficient, networkActions, type Permission} from '../../checks/permissions.ts'
import {NotAllowedError, NotFoundError} from '../../errors.ts'
import type {Host} from '../host.ts'
import {virtualNetworkId} from './configuration.ts'
import {once} from './once.ts'

/** Which Azure a connector uses. */
export interface AzureUse {
  readonly subscriptionId: string
  readonly aciResourceGroup: string
  readonly location: string
  readonly nodeResourceGroup: string
  readonly identity: ConnectorIdentity | undefined
  readonly network: ConnectorNetwork | undefined
}

export type AzureFacts = {
  readonly [
    Name in 'permission' | 'callerPermission' | 'usages' | 'capabilities' | 'nodeIdentities' | 'virtualNetwork' | 'networkPermission'
  ]: Fact<ConnectorValues[Name]>
}

/** Gives a reader of what Azure says about connectors; whatever several of them share is asked for once. */
export function azureFactsReader({azure, signal}: Pick<Host, 'azure' | 'signal'>): (use: AzureUse) => Promise<AzureFacts> {
  const assignments = once((scope: string, principalId: string) => azure.roleAssignments(scope, principalId))
  const definitions = once((scope: string) => azure.roleDefinitions(scope))
  const denials = once((scope: string) => azure.denyAssignments(scope))
  const usages = once((location: string) => factOf(azure.usages(location), signal))
  const capabilities = once((location: string) => factOf(azure.capabilities(location), signal))
  const caller = once((scope: string) => factOf(readCallerPermission(azure, scope), signal))
  const scaleSets = once((group: string) => factOf(azure.scaleSetIdentities(group), signal))
  const networks = once((id: string) => factOf(foundOr(azure.virtualNetwork(id), undefined), signal))

  const permissionOf = async (scope: string, principalId: string, actions?: readonly string[]): Promise<Permission> => {
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

  return async ({subscriptionId, aciResourceGroup, location, nodeResourceGroup, identity, network}) => {
    const scope = `/subscriptions/${subscriptionId}/resourceGroups/${aciResourceGroup}`
    const objectId = identity?.objectId
    const none = Promise.resolve(known(undefined))
    const [permission, callerPermission, usage, capability, nodeIdentities, virtualNetwork, networkPermission] = await Promise.all([
      objectId === undefined ? none : factOf(permissionOf(scope, objectId), signal),
      caller(scope),
      usages(location),
      capabilities(location),
      scaleSets(nodeResourceGroup),
      network === undefined ? none : networks(virtualNetworkId(network.subnetId)),
      network === undefined || objectId === undefined ? none : factOf(permissionOf(network.subnetId, objectId, networkActions), signal),
    ])
    return {permission, callerPermission, usages: usage, capabilities: capability, nodeIdentities, virtualNetwork, networkPermission}
  }
}

/** Why Entra ID refuses a service principal; undefined when it accepts it. */
export async function refusedSignIn(azure: Host['azure'], principal: Parameters<Host['azure']['signIn']>[0]): Promise<string | undefined> {
  try {
    await azure.signIn(principal)
    return undefined
  } catch (error) {
    if (error instanceof NotAllowedError) return error.message
    throw error
  }
}

async function readCallerPermission(azure: Host['azure'], scope: string): Promise<Permission> {
  const [permissions, principalId] = await Promise.all([azure.callerPermissions(scope), azure.callerObjectId()])
  const role = {id: '/caller', name: 'caller', permissions}
  // What Azure tells of the caller has its roles and groups resolved already.
  const assignment = {id: '/caller', roleDefinitionId: role.id, principalId, scope, condition: undefined}
  return evaluate({principalId, scope, actions: callerActions, assignments: [assignment], definitions: [role], denials: []})
}

/** What vkctl itself does in the ACI resource group: looking at container groups, and deleting those that nobody else deletes. */
const callerActions = [
  'Microsoft.ContainerInstance/containerGroups/read',
  'Microsoft.ContainerInstance/containerGroups/delete',
  'Microsoft.Authorization/roleAssignments/read',
]

async function foundOr<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof NotFoundError) return otherwise
    throw error
  }
}
