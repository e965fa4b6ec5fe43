import type {UserError} from '../errors.ts'
import type {Azure} from './azure.ts'
import {publicCloud} from './clouds/known-clouds.ts'

/** Azure for a command that can do without it: every request rejects with this error, and no request is sent. */
export function absentAzure(error: UserError): Azure {
  const away = async (): Promise<never> => {
    throw error
  }
  return {
    cloud: publicCloud,
    subscriptionId: '',
    tenantId: '',
    subscriptionState: away,
    cluster: away,
    clusterRefs: away,
    clusterCredentials: away,
    clusterToken: away,
    resourceGroup: away,
    resourceGroups: away,
    provider: away,
    registerProvider: away,
    roleAssignments: away,
    roleAssignmentsAround: away,
    roleDefinitions: away,
    denyAssignments: away,
    callerPermissions: away,
    callerObjectId: away,
    assignRole: away,
    deleteRoleAssignment: away,
    containerGroups: away,
    containerGroup: away,
    deleteContainerGroup: away,
    locks: away,
    usages: away,
    capabilities: away,
    podLinkLocalAccess: away,
    virtualNetwork: away,
    userAssignedIdentity: away,
    scaleSetIdentities: away,
    signIn: away,
    acceptsPrincipal: away,
  }
}
