import type {SmokeNode} from '../lib/checks/facts/smoke.ts'
import type {ConnectorOutcome, RemoveOutcome} from '../lib/connector/model/outcome.ts'
import type {Deleted} from '../lib/orphans/delete-groups.ts'
import {counted} from '../lib/output/counted.ts'

/** The last line of an install or an upgrade; `elapsed` is how long it took, such as `41 s`. */
export function installClosing(outcomes: readonly ConnectorOutcome[], elapsed: string): string {
  const ready = outcomes.filter(({error, result}) => error === undefined && result.status === 'Ready')
  if (ready.length === outcomes.length) {
    const isUnchanged = outcomes.every(({result}) => !result.changed)
    return `${counted(outcomes.length, 'connector')} ready in ${elapsed}${isUnchanged ? '; nothing was changed' : ''}.`
  }
  const started = outcomes.filter(({error, result}) => error === undefined && result.status === 'Installing')
  if (started.length === outcomes.length) return `${counted(outcomes.length, 'connector')} deployed in ${elapsed}, without waiting.`
  // A failed upgrade goes back to what worked.
  const back = outcomes.filter(({error, result}) => error !== undefined && result.status === 'Ready')
  if (back.length > 0)
    return `${ready.length} of ${counted(outcomes.length, 'connector')} as you asked after ${elapsed}; as before: ${back.length}.`
  return `${ready.length} of ${counted(outcomes.length, 'connector')} ready after ${elapsed}.`
}

/** The last line of a removal. */
export function removeClosing(outcomes: readonly RemoveOutcome[], elapsed: string): string {
  if (outcomes.length === 0) return 'There was nothing to remove.'
  const gone = outcomes.filter(({error, result}) => error === undefined && result.left.length === 0)
  if (gone.length === outcomes.length) return `Removed ${counted(outcomes.length, 'connector')} in ${elapsed}; nothing is left.`
  const left = outcomes.reduce((sum, {result}) => sum + result.left.length, 0)
  return `Removed ${gone.length} of ${counted(outcomes.length, 'connector')} in ${elapsed}${left === 0 ? '' : `; left: ${left}`}.`
}

/** The last line of `orphans --delete`. */
export function orphansClosing({removed, left}: Deleted, elapsed: string): string {
  if (removed.length + left.length === 0) return 'There was nothing to delete.'
  const end = left.length === 0 ? 'nothing is left' : `${left.length} could not be deleted`
  return `Deleted ${counted(removed.length, 'container group')} in ${elapsed}; ${end}.`
}

/** The last line about the sample pods. */
export function smokeClosing(nodes: readonly SmokeNode[], elapsed: string): string {
  const pods = nodes.reduce((sum, node) => sum + node.pods, 0)
  const failed = nodes.reduce((sum, node) => sum + node.failed.length, 0)
  const left = nodes.reduce((sum, node) => sum + node.left.length, 0)
  return `${pods - failed} of ${counted(pods, 'sample pod')} ran, in ${elapsed}; ${left === 0 ? 'nothing' : left} is left.`
}
