import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {deleteObjects} from '../../../kubernetes/write.ts'
import {isRecordObject, oldRecordName, recordName} from '../../model/record/record.ts'
import type {StepKind} from '../../session/step.ts'

/** Deletes the records of connectors that were removed. */
export interface DeleteRecords {
  readonly do: 'delete-records'
  readonly namespace: string
  readonly releases: readonly string[]
}

export const deleteRecords: StepKind<DeleteRecords> = {
  describe: ({releases}) => `Delete the record of ${releases.join(', ')}`,
  /** Objects of others with these names have other labels. */
  async take({namespace, releases}, {session: {kubectl}}) {
    const refs = releases.flatMap(release => [
      {apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace},
      {apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace},
    ])
    const {objects, unread} = await readObjects(kubectl, refs)
    if (unread.length > 0) throw unreadError(`read the records of ${releases.join(', ')}`, unread)
    const ours = new Set(objects.filter(isRecordObject).map(({kind, metadata}) => `${kind} ${metadata.name}`))
    const found = refs.filter(({kind, name}) => ours.has(`${kind} ${name}`))
    if (found.length > 0) await deleteObjects(kubectl, found, {waitMs: 30_000})
  },
}
