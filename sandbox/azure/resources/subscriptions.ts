import {isWithin} from '../authorization/access.ts'
import {resourcesVersions} from '../arm/api-versions.ts'
import type {ArmRoute} from '../arm/route.ts'
import type {World} from '../world.ts'

function subscription(world: World): unknown {
  return {
    id: `/subscriptions/${world.subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: world.subscriptionId,
    tenantId: world.tenantId,
    displayName: world.subscriptionName,
    state: world.subscriptionState,
    subscriptionPolicies: {locationPlacementId: 'Public_2014-09-01', quotaId: 'PayAsYouGo_2014-09-01', spendingLimit: 'Off'},
  }
}

export const subscriptionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    // A principal sees a subscription if it has a role anywhere in it.
    action: undefined,
    apiVersions: resourcesVersions,
    handle: ({world, caller}) => {
      const root = `/subscriptions/${world.subscriptionId}`
      const visible = world.roleAssignments.some(
        ({principalId, scope}) => caller.principalIds.includes(principalId) && isWithin(scope, root),
      )
      return {status: 200, body: {value: visible ? [subscription(world)] : [], count: {type: 'Total', value: visible ? 1 : 0}}}
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}',
    action: 'Microsoft.Resources/subscriptions/read',
    apiVersions: resourcesVersions,
    handle: ({world}) => ({status: 200, body: subscription(world)}),
  },
]
