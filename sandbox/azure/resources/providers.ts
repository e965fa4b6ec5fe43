import {containerInstanceVersions, containerServiceVersions, resourcesVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmRequest, ArmRoute} from '../arm/route.ts'
import {aciLocations} from '../container-instance/regions.ts'
import type {World} from '../world.ts'
import {findNamespace, registrationState} from './registration.ts'

const types: Readonly<Record<string, {readonly names: readonly string[]; readonly versions: readonly string[]}>> = {
  'Microsoft.ContainerInstance': {
    names: ['containerGroups', 'locations', 'locations/capabilities', 'locations/usages', 'locations/operations', 'operations'],
    versions: containerInstanceVersions,
  },
  'Microsoft.ContainerService': {names: ['managedClusters', 'locations', 'operations'], versions: containerServiceVersions},
}
const registrationFree = new Set(['Microsoft.Authorization', 'Microsoft.Resources'])

function provider(world: World, namespace: string): unknown {
  const {names, versions} = types[namespace] ?? {names: [], versions: []}
  return {
    id: `/subscriptions/${world.subscriptionId}/providers/${namespace}`,
    namespace,
    resourceTypes: names.map(resourceType => ({
      resourceType,
      locations: resourceType.startsWith('locations') || resourceType === 'operations' ? [] : aciLocations,
      apiVersions: versions.toReversed(),
      capabilities: 'None',
    })),
    registrationState: registrationState(world, namespace),
    registrationPolicy: registrationFree.has(namespace) ? 'RegistrationFree' : 'RegistrationRequired',
  }
}

function asked({world, params}: ArmRequest): string {
  const name = params['namespace'] ?? ''
  const namespace = findNamespace(world, name)
  if (namespace === undefined) throw new ArmError(404, 'InvalidResourceNamespace', `The resource namespace '${name}' is invalid.`)
  return namespace
}

function change(operation: 'register' | 'unregister', set: (world: World, namespace: string) => void): ArmRoute {
  return {
    method: 'POST',
    path: `/subscriptions/{subscription}/providers/{namespace}/${operation}`,
    action: `{namespace}/${operation}/action`,
    scope: '/subscriptions/{subscription}',
    apiVersions: resourcesVersions,
    handle: request => {
      const namespace = asked(request)
      set(request.world, namespace)
      return {status: 200, body: provider(request.world, namespace)}
    },
  }
}

export const providerRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    scope: '/subscriptions/{subscription}',
    apiVersions: resourcesVersions,
    handle: ({world}) => ({status: 200, body: {value: [...world.providers.keys()].map(namespace => provider(world, namespace))}}),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/{namespace}',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    scope: '/subscriptions/{subscription}',
    apiVersions: resourcesVersions,
    handle: request => ({status: 200, body: provider(request.world, asked(request))}),
  },
  change('register', (world, namespace) => {
    if (registrationState(world, namespace) === 'NotRegistered') world.providers.set(namespace, Date.now())
  }),
  change('unregister', (world, namespace) => world.providers.set(namespace, undefined)),
]
