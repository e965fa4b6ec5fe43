import {deleteObjects} from '../../../kubernetes/write.ts'
import {oldRecordName} from '../../model/record/record.ts'
import type {StepKind} from '../../session/step.ts'

/** Deletes the ConfigMap of vkctl 0.1 after its record was copied to a Secret. */
export interface DeleteOldRecord {
  readonly do: 'delete-old-record'
  readonly release: string
  readonly namespace: string
}

export const deleteOldRecord: StepKind<DeleteOldRecord> = {
  describe: ({release}) => `Delete the ConfigMap ${oldRecordName(release)}, which a Secret has replaced`,
  take: ({release, namespace}, {session}) =>
    deleteObjects(session.kubectl, [{apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace}]),
}
