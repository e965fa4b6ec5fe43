import {authorizationVersions} from '../arm/api-versions.ts'
import {ArmError} from '../arm/arm-error.ts'
import type {ArmRoute} from '../arm/route.ts'
import {isWithin} from './access.ts'
import {everybody, type DenyAssignmentEntry} from './deny-assignment-entry.ts'

function denyAssignment(entry: DenyAssignmentEntry): unknown {
  const {name, title, scope, principalIds, excludedPrincipalIds, actions, notActions, doNotApplyToChildScopes} = entry
  const principal = (id: string): unknown => ({id, type: id === everybody ? 'SystemDefined' : 'ServicePrincipal'})
  return {
    properties: {
      denyAssignmentName: title,
      description: null,
      permissions: [{actions, notActions, dataActions: [], notDataActions: []}],
      scope,
      doNotApplyToChildScopes,
      principals: principalIds.map(principal),
      excludePrincipals: excludedPrincipalIds.map(principal),
      isSystemProtected: true,
    },
    id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${name}`,
    type: 'Microsoft.Authorization/denyAssignments',
    name,
  }
}

/** Only Azure creates deny assignments, so they can only be read. Without a filter the list also has those below the scope. */
export const denyAssignmentRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/{scope...}/providers/Microsoft.Authorization/denyAssignments',
    action: 'Microsoft.Authorization/denyAssignments/read',
    scope: '/{scope}',
    apiVersions: authorizationVersions,
    handle: ({world, params, query}) => {
      const filter = query.get('$filter')
      if (filter !== null && !/^atScope\(\)$/i.test(filter.trim())) {
        throw new ArmError(400, 'UnsupportedQuery', `The filter '${filter}' is not supported. The supported filter is 'atScope()'.`)
      }
      const scope = `/${params['scope']}`
      const found = world.denyAssignments.filter(one => isWithin(scope, one.scope) || (filter === null && isWithin(one.scope, scope)))
      return {status: 200, body: {value: found.map(denyAssignment)}}
    },
  },
]
