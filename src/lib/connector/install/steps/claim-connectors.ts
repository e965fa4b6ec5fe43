import type {KubeObject} from '../../../kubernetes/objects.ts'
import {receiptName} from '../../model/receipt.ts'
import {claim, type VersionedReceipt} from '../../session/claim.ts'
import type {StepKind} from './step.ts'

/** Claims connectors by writing their receipts, and creates the namespace and the Secrets of new ones. */
export interface ClaimConnectors {
  readonly do: 'claim'
  readonly receipts: readonly VersionedReceipt[]
  /** Undefined when it exists. */
  readonly namespace: KubeObject | undefined
  /** The Secrets of connectors whose receipts are new. */
  readonly secrets: readonly KubeObject[]
}

export const claimConnectors: StepKind<ClaimConnectors> = {
  describe({namespace, receipts, secrets}) {
    const objects = [
      ...(namespace === undefined ? [] : [`Namespace ${namespace.metadata.name}`]),
      ...receipts.map(({receipt}) => `ConfigMap ${receiptName(receipt.release)}`),
      ...secrets.map(({metadata}) => `Secret ${metadata.name}`),
    ]
    return `Apply ${objects.join(', ')}`
  },
  take: (step, {session}) => claim(session.kubectl, step),
}
