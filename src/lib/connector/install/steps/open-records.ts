import {ConflictError} from '../../../kubernetes/cluster-errors.ts'
import {LockedError} from '../../../errors.ts'
import {applyObjects, createObjects} from '../../../kubernetes/write.ts'
import {recordName, recordObject, type ConnectorRecord} from '../../model/record/record.ts'
import type {StepKind} from '../../session/step.ts'

/** A record and its resourceVersion, which is undefined if the record does not exist yet. */
export interface VersionedRecord {
  readonly record: ConnectorRecord
  readonly version: string | undefined
}

/** Writes the records of connectors before vkctl creates anything else, so that it can find everything again. */
export interface OpenRecords {
  readonly do: 'open-records'
  readonly records: readonly VersionedRecord[]
}

export const openRecords: StepKind<OpenRecords> = {
  describe: ({records}) => `Apply ${records.map(({record}) => `Secret ${recordName(record.release)}`).join(', ')}`,

  /** Rejects with LockedError if another run has changed a record since this run read it: the plan is out of date then. */
  async take({records}, {session: {kubectl}}) {
    const fresh = records.filter(({version}) => version === undefined).map(({record}) => recordObject(record))
    const known = records.flatMap(({record, version}) => {
      const object = recordObject(record)
      return version === undefined ? [] : [{...object, metadata: {...object.metadata, resourceVersion: version}}]
    })
    try {
      if (fresh.length > 0) await createObjects(kubectl, fresh, {mayExist: []})
      if (known.length > 0) await applyObjects(kubectl, known)
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      throw new LockedError(`Another vkctl has just changed ${records.map(({record}) => record.release).join(', ')}.`, {
        hints: ['Run the command again.'],
        cause: error,
      })
    }
  },
}
