import {deleteObjects} from '../../../kubernetes/write.ts'
import {oldReceiptName, receiptName} from '../../model/record/record.ts'
import type {StepKind} from './step.ts'

/** Deletes the receipts of connectors that were removed. */
export interface DeleteReceipts {
  readonly do: 'delete-receipts'
  readonly namespace: string
  readonly releases: readonly string[]
}

export const deleteReceipts: StepKind<DeleteReceipts> = {
  describe: ({releases}) => `Delete the receipt of ${releases.join(', ')}`,
  take: ({namespace, releases}, {session}) =>
    deleteObjects(
      session.kubectl,
      releases.flatMap(release => [
        {apiVersion: 'v1', kind: 'Secret', name: receiptName(release), namespace},
        {apiVersion: 'v1', kind: 'ConfigMap', name: oldReceiptName(release), namespace},
      ]),
      {waitMs: 30_000},
    ),
}
