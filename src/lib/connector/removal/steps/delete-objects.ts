import {objectInWords} from '../../../kubernetes/kinds/object-in-words.ts'
import type {ObjectRef} from '../../../kubernetes/objects.ts'
import {deleteObjects as deleteObjectsOf} from '../../../kubernetes/write.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Deletes objects of the chart that are left although Helm does not know their release any more. */
export interface DeleteObjects {
  readonly do: 'delete-objects'
  readonly objects: readonly ObjectRef[]
}

export const deleteObjects: StepKind<DeleteObjects> = {
  describe: ({objects}) => `Delete what is left of the release: ${objects.map(objectInWords).join(', ')}`,
  take: ({objects}, {host, session, deadline}) => deleteObjectsOf(session.kubectl, objects, {waitMs: remainingMs({host, deadline})}),
}
