import {ConflictError} from '../../../kubernetes/cluster-errors.ts'
import {LockedError} from '../../../errors.ts'
import {applyObjects, createObjects} from '../../../kubernetes/write.ts'
import {receiptName, receiptObject, type Receipt} from '../../model/record/record.ts'
import type {StepKind} from '../../session/step.ts'

/** A receipt and its resourceVersion, which is undefined if the receipt does not exist yet. */
export interface VersionedReceipt {
  readonly receipt: Receipt
  readonly version: string | undefined
}

/** Writes the receipts of connectors before vkctl creates anything else, so that it can find everything again. */
export interface OpenReceipts {
  readonly do: 'open-records'
  readonly receipts: readonly VersionedReceipt[]
}

export const openReceipts: StepKind<OpenReceipts> = {
  describe: ({receipts}) => `Apply ${receipts.map(({receipt}) => `Secret ${receiptName(receipt.release)}`).join(', ')}`,

  /** Rejects with LockedError if another run has changed a receipt since this run read it: the plan is out of date then. */
  async take({receipts}, {session: {kubectl}}) {
    const fresh = receipts.filter(({version}) => version === undefined).map(({receipt}) => receiptObject(receipt))
    const known = receipts.flatMap(({receipt, version}) => {
      const object = receiptObject(receipt)
      return version === undefined ? [] : [{...object, metadata: {...object.metadata, resourceVersion: version}}]
    })
    try {
      if (fresh.length > 0) await createObjects(kubectl, fresh, {mayExist: []})
      if (known.length > 0) await applyObjects(kubectl, known)
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      throw new LockedError(`Another vkctl has just changed ${receipts.map(({receipt}) => receipt.release).join(', ')}.`, {
        hints: ['Run the command again.'],
        cause: error,
      })
    }
  },
}
