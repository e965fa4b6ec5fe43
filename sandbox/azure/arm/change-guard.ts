import {isWithin} from '../authorization/access.ts'
import type {World} from '../world.ts'
import {ArmError} from './arm-error.ts'

/** What a path names last: its type, such as `Microsoft.Network/virtualNetworks/subnets`, and its name. */
function resourceOf(path: string): {readonly type: string; readonly name: string} {
  const [namespace = '', ...segments] = path.split('/providers/').at(-1)?.split('/') ?? []
  return {type: [namespace, ...segments.filter((_, index) => index % 2 === 0)].join('/'), name: segments.at(-1) ?? ''}
}

const isCreation = (method: string): boolean => method === 'PUT' || method === 'PATCH'
// POSTs that only read have such names: listClusterUserCredential.
const isChange = (method: string, path: string): boolean =>
  isCreation(method) || method === 'DELETE' || (method === 'POST' && !/\/list\w+$/i.test(path))

/**
 * Refuses a change that the state of the subscription, a lock or a policy forbids, though a role allows it.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources,
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy
 */
export function checkChange(world: World, method: string, path: string): void {
  if (method === 'GET') return
  checkState(world, method, path)
  checkLocks(world, method, path)
  checkPolicies(world, method, path)
}

function checkState({subscriptionState, subscriptionId}: World, method: string, path: string): void {
  if (subscriptionState === 'Enabled' || method === 'DELETE' || !isChange(method, path)) return
  throw new ArmError(
    409,
    'ReadOnlyDisabledSubscription',
    `The subscription '${subscriptionId}' is disabled and therefore marked as read only. ` +
      'You cannot perform any write actions on this subscription until it is re-enabled.',
  )
}

function checkLocks({locks}: World, method: string, path: string): void {
  const operation = method === 'DELETE' ? 'delete' : 'write'
  // A lock that forbids changes also forbids POSTs that read secrets.
  const lock = locks.find(({scope, level}) => isWithin(path, scope) && (level === 'ReadOnly' || operation === 'delete'))
  if (lock === undefined) return
  throw new ArmError(
    409,
    'ScopeLocked',
    `The scope '${path}' cannot perform ${operation} operation because following scope(s) are locked: '${lock.scope}'. Please remove the lock and try again.`,
  )
}

function checkPolicies({deniedTypes, subscriptionId}: World, method: string, path: string): void {
  const {type, name} = resourceOf(path)
  if (!isCreation(method) || !deniedTypes.some(one => one.toLowerCase() === type.toLowerCase())) return
  const authorization = 'providers/Microsoft.Authorization'
  const policy = {
    policyAssignment: {
      name: 'Not allowed resource types',
      id: `/subscriptions/${subscriptionId}/${authorization}/policyAssignments/not-allowed-types`,
    },
    policyDefinition: {
      name: 'Not allowed resource types',
      id: `/${authorization}/policyDefinitions/6c112d4e-5bc7-47ae-a041-ea2d9dccd749`,
    },
  }
  throw new ArmError(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${name}' was disallowed by policy. Policy identifiers: '${JSON.stringify([policy])}'.`,
  )
}
