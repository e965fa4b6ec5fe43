import {containerInstanceVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmRequest, ArmRoute} from '../arm/route.ts'
import type {ContainerGroupBody, Quotas, World} from '../world.ts'
import {isRunning} from './container-start.ts'
import {locationName} from './regions.ts'

const coresOf = ({properties}: ContainerGroupBody): number =>
  (properties.containers ?? []).reduce((sum, one) => sum + (one.properties.resources?.requests?.cpu ?? 0), 0)

/** What a subscription uses of its quotas in a region. */
function usageIn(world: World, location: string): Quotas {
  const groups = [...world.containerGroups.values()].filter(({body}) => locationName(body.location ?? '') === location)
  return {ContainerGroups: groups.length, StandardCores: groups.reduce((sum, {body}) => sum + coresOf(body), 0)}
}

/** Refuses a new container group for which the subscription has no quota in the region. */
export function checkQuotas(world: World, location: string, body: ContainerGroupBody): void {
  const usage = usageIn(world, location)
  for (const [name, wanted] of [
    ['ContainerGroups', 1],
    ['StandardCores', coresOf(body)],
  ] as const) {
    const [used, limit] = [usage[name], world.quotas[name]]
    if (used + wanted <= limit) continue
    throw new ArmError(
      409,
      'ContainerGroupQuotaReached',
      `Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota '${name}' exceeded in region '${location}'. ` +
        `Limit: '${limit}', Usage: '${used}' Requested: '${wanted}'.`,
      {source: 'service'},
    )
  }
}

function usages({world, params}: ArmRequest): unknown {
  const location = locationName(params['location'] ?? '')
  const used = usageIn(world, location)
  const usage = (name: keyof Quotas, localizedValue: string): unknown => ({
    id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.ContainerInstance/locations/${location}/usages/${name}`,
    unit: 'Count',
    currentValue: used[name],
    limit: world.quotas[name],
    name: {value: name, localizedValue},
  })
  return {
    value: [usage('ContainerGroups', 'Container Groups'), usage('StandardCores', 'Standard Cores')],
  }
}

function capabilities({params}: ArmRequest): unknown {
  return {
    value: ['Linux', 'Windows'].map(osType => ({
      resourceType: 'containerGroups',
      osType,
      location: params['location'],
      ipAddressType: 'Public',
      gpu: 'None',
      capabilities: {maxMemoryInGB: 16, maxCpu: 4, maxGpuCount: 0},
    })),
  }
}

/** State of the PUT of a container group, named by its resource group and name. */
function operation({world, params}: ArmRequest): unknown {
  const id = params['operation'] ?? ''
  const entry = [...world.containerGroups.values()].find(({resourceGroup, name}) => `${resourceGroup}.${name}` === id)
  if (entry === undefined) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' was not found.`, {source: 'service'})
  return {id, startTime: new Date(entry.createdAt).toISOString(), status: isRunning(world, entry) ? 'Succeeded' : 'Creating'}
}

function route(path: string, action: string, answer: (request: ArmRequest) => unknown): ArmRoute {
  return {
    method: 'GET',
    path: `/subscriptions/{subscription}/providers/Microsoft.ContainerInstance/locations/{location}/${path}`,
    action: `Microsoft.ContainerInstance/locations/${action}`,
    scope: '/subscriptions/{subscription}',
    apiVersions: [...containerInstanceVersions, '2018-06-01'],
    handle: request => ({status: 200, body: answer(request)}),
  }
}

/** What ACI reports about a region: quotas, sizes, and the state of operations. */
export const locationRoutes: readonly ArmRoute[] = [
  route('usages', 'usages/read', usages),
  route('capabilities', 'capabilities/read', capabilities),
  route('operations/{operation}', 'operations/read', operation),
]
