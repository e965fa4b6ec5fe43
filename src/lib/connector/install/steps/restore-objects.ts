import {changedObjectInWords, driftInWords, type ObjectDrift} from '../../../checks/facts/drift.ts'
import type {KubeObject} from '../../../kubernetes/objects.ts'
import {restoreObjects as restoreIn} from '../../drift/restore.ts'
import type {StepKind} from '../../session/step.ts'

/** Undoes what others did to the objects of a connector. */
export interface RestoreObjects {
  readonly do: 'restore'
  readonly release: string
  /** The objects as they should be. */
  readonly objects: readonly KubeObject[]
  readonly drifts: readonly ObjectDrift[]
}

/** The plan has the whole values. */
const longestInStep = 80

export const restoreObjects: StepKind<RestoreObjects> = {
  describe: ({drifts}) =>
    `Restore ${drifts.map(drift => (drift.missing ? changedObjectInWords(drift) : driftInWords(drift, longestInStep))).join('; ')}`,
  take: ({objects}, {session}) => restoreIn(session.kubectl, objects),
}

/** The text of the step above a list of the fields. */
export function restoreInShort({drifts}: RestoreObjects): string {
  return `Restore ${drifts.map(changedObjectInWords).join('; ')}`
}
