import {resourcesVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmRoute} from '../arm/route.ts'
import {scaleSets, scaleSetType} from '../compute/scale-sets.ts'

/** Which type of resource a filter asks for. The stand-in supports no other filter of ARM. */
function askedType(filter: string | null): string {
  const type = /^resourceType eq '([^']+)'$/i.exec(filter?.trim() ?? '')?.[1]
  if (type === undefined)
    throw new ArmError(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`)
  return type
}

/** The resources of a resource group: those of the nodes. */
export const resourceListRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/resourceGroups/{group}/resources',
    action: 'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
    scope: '/subscriptions/{subscription}/resourceGroups/{group}',
    apiVersions: resourcesVersions,
    handle: ({world, params, query}) => {
      const isScaleSet = askedType(query.get('$filter')).toLowerCase() === scaleSetType.toLowerCase()
      return {status: 200, body: {value: isScaleSet ? scaleSets(world, params['group'] ?? '') : []}}
    },
  },
]
