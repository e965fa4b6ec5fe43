import {applyObjects} from '../../../kubernetes/write.ts'
import {instanceLabel} from '../../model/labels.ts'
import {marksOf} from '../../model/object-marks.ts'
import {recordObject, type Applied, type ConnectorRecord} from '../../model/record/record.ts'
import {readChartObjects} from '../existing.ts'
import type {StepKind} from '../../session/step.ts'

/** Writes the record, with a digest of what Helm was given. */
export interface WriteRecord {
  readonly do: 'record'
  readonly record: ConnectorRecord
  /** What Helm did. Undefined in a plan, and if Helm failed. */
  readonly applied?: Omit<Applied, 'marks'>
}

export const writeRecord: StepKind<WriteRecord> = {
  describe: ({record}) => `Write the record of ${record.release}`,

  /** Also records a hash of each object of the chart, so that the next install can detect that somebody changed it. */
  async take({record, applied}, {session}) {
    const {objects} = await readChartObjects(session, [record.release])
    const marks = marksOf(objects.filter(({metadata}) => metadata.labels?.[instanceLabel] === record.release))
    await applyObjects(session.kubectl, [recordObject({...record, ...(applied !== undefined && {applied: {...applied, marks}})})])
  },
}
