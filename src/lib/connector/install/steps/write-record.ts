import {replaceObject} from '../../drift/restore.ts'
import {recordObject, type Applied, type ConnectorRecord} from '../../model/record/record.ts'
import type {StepKind} from '../../session/step.ts'

/** Writes the record, with a digest of what Helm was given. */
export interface WriteRecord {
  readonly do: 'record'
  readonly record: ConnectorRecord
  /** What Helm did. Undefined in a plan, and if Helm failed. */
  readonly applied?: Applied
}

export const writeRecord: StepKind<WriteRecord> = {
  describe: ({record}) => `Write the record of ${record.release}`,
  take: ({record, applied}, {session}) =>
    replaceObject(session.kubectl, recordObject({...record, ...(applied !== undefined && {applied})})),
}
