import type {Finding} from '../../checks/engine/finding.ts'
import {assignableRoles} from './assignable-roles.ts'
import type {Talk} from '../../talk.ts'
import {PreflightError} from './preflight.ts'

/** Asks a yes-or-no question; undefined without a terminal. */
export type Offer = ((question: string) => Promise<boolean>) | undefined

/**
 * Returns whether vkctl may assign roles: the user passed `--assign-role`, or only roles are missing and the user agrees now. Throws
 * PreflightError for any other problem.
 */
export async function consentToRoles(problems: readonly Finding[], assignRole: boolean, offer: Offer): Promise<boolean> {
  const mendable = problems.every(({id}) => assignableRoles.has(id))
  if (problems.length === 0 || (mendable && assignRole)) return assignRole
  if (mendable && offer !== undefined) {
    const names = new Set(problems.flatMap(({id}) => assignableRoles.get(id)?.name ?? []))
    const messages = new Set(problems.map(({message}) => message))
    if (await offer(`${[...messages].join('\n')}\nAssign the role '${[...names].join("' and the role '")}' now?`)) return true
  }
  // The user already lets vkctl assign them.
  throw new PreflightError(assignRole ? problems.filter(({id}) => !assignableRoles.has(id)) : problems)
}

/**
 * Returns whether vkctl may undo what somebody else did to keep pods off the nodes or to stop a connector, which the sentences say: the user passed `--yes`, or
 * agrees now. Otherwise it stays, and a warning says so if no error will: an install that waits ends with one.
 */
export async function consentToUndo(
  talk: Pick<Talk, 'warning'>,
  sentences: readonly string[],
  {yes, offer}: {readonly yes: boolean; readonly offer: Offer},
  {dryRun, wait}: {readonly dryRun: boolean; readonly wait: boolean},
): Promise<boolean> {
  if (sentences.length === 0 || yes) return true
  if (offer !== undefined && !dryRun && (await offer(`${sentences.join('\n')}\nDo you want to undo this?`))) return true
  if (dryRun || !wait) for (const sentence of sentences) talk.warning(`${sentence} To undo this, pass --yes.`)
  return false
}
