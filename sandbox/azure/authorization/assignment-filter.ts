import {ArmError} from '../arm/arm-error.ts'
import type {RoleAssignmentEntry, World} from '../world.ts'
import {isWithin} from './access.ts'

const clauses = /^(?:(atScope)\(\)|principalId eq '([^']+)'|(assignedTo)\('([^']+)'\))$/i

/**
 * The role assignments in a list at `scope`: those at the scope, above and below; with `atScope()` there and above only; with `principalId
 * eq` those of one principal, with `assignedTo()` also those of its groups.
 */
export function assignmentFilter(world: World, scope: string, filter: string | null): (assignment: RoleAssignmentEntry) => boolean {
  const tests: ((assignment: RoleAssignmentEntry) => boolean)[] = [
    assignment => isWithin(scope, assignment.scope) || isWithin(assignment.scope, scope),
  ]
  for (const clause of (filter ?? '').split(/\s+and\s+/i).filter(text => text !== '')) {
    const [fits, atScope, principal, , assignee] = clauses.exec(clause.trim()) ?? []
    if (fits === undefined) {
      throw new ArmError(
        400,
        'UnsupportedQuery',
        "The filter is not supported. Supported filters are either 'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'.",
      )
    }
    if (atScope !== undefined) tests.push(assignment => isWithin(scope, assignment.scope))
    if (principal !== undefined) tests.push(({principalId}) => principalId === principal.toLowerCase())
    if (assignee !== undefined) {
      const groups = world.principals.find(({objectId}) => objectId === assignee.toLowerCase())?.groups ?? []
      tests.push(({principalId}) => principalId === assignee.toLowerCase() || groups.includes(principalId))
    }
  }
  return assignment => tests.every(test => test(assignment))
}
