import type {Finding} from '../../checks/engine/finding.ts'
import {assignableRoles} from './assignable-roles.ts'
import {PreflightError} from './preflight.ts'

/** Asks a yes-or-no question; undefined where nobody can answer. */
export type Offer = ((question: string) => Promise<boolean>) | undefined

/**
 * Tells whether roles may be assigned: when the user said so, or says so now because nothing but a role is missing. Every other problem
 * ends the run.
 */
export async function consentToRoles(problems: readonly Finding[], assignRole: boolean, offer: Offer): Promise<boolean> {
  const mendable = problems.every(({id}) => assignableRoles.has(id))
  if (problems.length === 0 || (mendable && assignRole)) return assignRole
  if (mendable && offer !== undefined) {
    const names = new Set(problems.flatMap(({id}) => assignableRoles.get(id)?.name ?? []))
    const messages = new Set(problems.map(({message}) => message))
    if (await offer(`${[...messages].join('\n')}\nAssign the role '${[...names].join("' and the role '")}' now?`)) return true
  }
  throw new PreflightError(problems)
}
