import {applyObjects} from '../../../kubernetes/write.ts'
import {instanceLabel} from '../../model/labels.ts'
import {marksOf} from '../../model/object-marks.ts'
import {receiptObject, type Applied, type Receipt} from '../../model/record/record.ts'
import {readChartObjects} from '../existing.ts'
import type {StepKind} from '../../session/step.ts'

/** Writes the receipt with what Helm got. */
export interface WriteReceipt {
  readonly do: 'record'
  readonly receipt: Receipt
  /** What Helm did. Undefined in a plan, and if Helm failed. */
  readonly applied?: Omit<Applied, 'marks'>
}

export const writeReceipt: StepKind<WriteReceipt> = {
  describe: ({receipt}) => `Write the record of ${receipt.release}`,

  /** Also records a hash of each object of the chart, so that the next install sees whether somebody changed it. */
  async take({receipt, applied}, {session}) {
    const {objects} = await readChartObjects(session, [receipt.release])
    const marks = marksOf(objects.filter(({metadata}) => metadata.labels?.[instanceLabel] === receipt.release))
    await applyObjects(session.kubectl, [receiptObject({...receipt, ...(applied !== undefined && {applied: {...applied, marks}})})])
  },
}
