import {locksVersions} from '../arm/api-versions.ts'
import type {ArmRoute} from '../arm/route.ts'
import {isWithin} from './access.ts'
import type {LockEntry} from './lock-entry.ts'

function lock({name, scope, level}: LockEntry): unknown {
  return {
    properties: {level, notes: null},
    id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
    type: 'Microsoft.Authorization/locks',
    name,
  }
}

/** The locks at a scope, above and below. The sandbox sets them (`settings/scope-settings.ts`); they can only be read. */
export const lockRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/{scope...}/providers/Microsoft.Authorization/locks',
    action: 'Microsoft.Authorization/locks/read',
    scope: '/{scope}',
    apiVersions: locksVersions,
    handle: ({world, params}) => {
      const scope = `/${params['scope']}`
      return {status: 200, body: {value: world.locks.filter(one => isWithin(scope, one.scope) || isWithin(one.scope, scope)).map(lock)}}
    },
  },
]
