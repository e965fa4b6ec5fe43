import {claim, claimOf, refuseClaimed, releaseClaims} from '../session/claim.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import type {RemovalTarget} from './facts.ts'

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

/** What of these targets this process has claimed and still is there. */
export function releaseTargets(host: Host, session: ClusterSession, targets: readonly RemovalTarget[]): Promise<void> {
  return releaseClaims(
    host,
    session,
    targets.flatMap(({connector: {receipt}}) => receipt ?? []),
  )
}
