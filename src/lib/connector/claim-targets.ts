import {ofKind} from '../kube/objects.ts'
import {readObjects} from '../kube/read.ts'
import {claim, claimOf, refuseClaimed, unclaim} from './claim.ts'
import type {ClusterSession} from './cluster-access.ts'
import type {Host} from './host.ts'
import {readReceipt, receiptName} from './receipt.ts'
import type {RemovalTarget} from './removal-target.ts'

/** Claims what is to be removed, so that no install works on it meanwhile. A connector without a receipt cannot be claimed. */
export async function claimTargets(
  host: Host,
  {kubectl}: ClusterSession,
  targets: readonly RemovalTarget[],
  deadline: Date,
): Promise<void> {
  const claimed = targets.flatMap(({connector: {receipt, receiptVersion: version}}) => (receipt === undefined ? [] : [{receipt, version}]))
  for (const {receipt} of claimed) refuseClaimed(receipt, host.now())
  const mine = claimOf('remove', deadline)
  if (claimed.length > 0)
    await claim(kubectl, {receipts: claimed.map(({receipt, version}) => ({receipt: {...receipt, claim: mine}, version}))})
}

/** Receipts that are still there must not keep the next run waiting. When that cannot be said any more, the claims run out by themselves. */
export async function releaseTargets(host: Host, {lastKubectl}: ClusterSession, targets: readonly RemovalTarget[]): Promise<void> {
  try {
    const {objects} = await readObjects(
      lastKubectl,
      targets.flatMap(({connector: {receipt}}) =>
        receipt === undefined
          ? []
          : [{apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(receipt.release), namespace: receipt.namespace}],
      ),
    )
    await unclaim(
      lastKubectl,
      ofKind(objects, 'ConfigMap').flatMap(object => readReceipt(object) ?? []),
    )
  } catch (error) {
    host.talk.info(`The claim on the connector could not be taken back: ${(error as Error).message}`)
  }
}
