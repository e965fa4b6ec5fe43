import {UserError} from '../../errors.ts'
import {isGone, thisProcess} from '../../holder.ts'
import {ConflictError} from '../../kubernetes/kubectl-errors.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type ConfigMapObject, type KubeObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {applyOwn, createObjects} from '../../kubernetes/write.ts'
import type {ClusterSession} from './cluster-session.ts'
import type {Host} from './host.ts'
import {readReceipt, receiptName, receiptObject, type Claim, type Receipt} from '../model/receipt.ts'

/** A receipt and its resourceVersion, which is undefined if the receipt does not exist yet. */
export interface VersionedReceipt {
  readonly receipt: Receipt
  readonly version: string | undefined
}

export interface ClaimedObjects {
  readonly receipts: readonly VersionedReceipt[]
  /** Undefined if it exists. */
  readonly namespace?: KubeObject | undefined
  /** The Secrets of connectors whose receipts are new. */
  readonly secrets?: readonly KubeObject[]
}

/** A claim by this process. It is void after `until`, even if it is not released. */
export function claimOf(by: Claim['by'], until: Date): Claim {
  return {by, holder: thisProcess(), until: until.toISOString()}
}

/** Throws if another vkctl is working on the connector. A claim that has expired or whose process has ended does not count. */
export function refuseClaimed({release, claim: other}: Receipt, now: Date): void {
  if (other === undefined || Date.parse(other.until) <= now.getTime() || isGone(other.holder)) return
  throw new UserError(`Another vkctl (${other.by} by ${other.holder}) is working on ${release}. Nothing was changed.`, {
    hints: [`Run the command again when the other one has ended. If it was killed, its claim expires at ${other.until}.`],
  })
}

/**
 * Claims connectors by writing their receipts, so that only one of two runs continues: a new receipt is created, and an existing one is
 * replaced only if nobody has changed it since it was read. Creates `namespace` and `secrets` together with new receipts.
 */
export async function claim(kubectl: Kubectl, {receipts, namespace, secrets = []}: ClaimedObjects): Promise<void> {
  const fresh = receipts.filter(({version}) => version === undefined).map(({receipt}) => receiptObject(receipt))
  const known = receipts
    .filter(({version}) => version !== undefined)
    .map(({receipt, version}): ConfigMapObject => {
      const object = receiptObject(receipt)
      return {...object, metadata: {...object.metadata, ...(version !== undefined && {resourceVersion: version})}}
    })
  try {
    if (fresh.length > 0) {
      const around = namespace === undefined ? [] : [namespace]
      const existed = await createObjects(kubectl, [...around, ...fresh, ...secrets], {mayExist: [...around, ...secrets]})
      // Left by a removal that did not finish, or by a run that lost the race for the receipt.
      const stale = secrets.filter(secret => existed.includes(secret))
      if (stale.length > 0) await applyOwn(kubectl, stale)
    }
    if (known.length > 0) await applyOwn(kubectl, known)
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    throw new UserError(`Another vkctl has just started to work on ${receipts.map(({receipt}) => receipt.release).join(', ')}.`, {
      hints: ['Run the command again when the other one has ended.'],
      cause: error,
    })
  }
}

/**
 * Releases the claims that this process holds on these receipts, so that the next run need not wait. Also works after an interrupt, and if the answer
 * to a claim was lost. If it fails, the claims expire by themselves.
 */
export async function releaseClaims({talk}: Host, {lastKubectl}: ClusterSession, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return
  try {
    const {objects} = await readObjects(
      lastKubectl,
      receipts.map(({release, namespace}) => ({apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace})),
    )
    const mine = ofKind(objects, 'ConfigMap')
      .flatMap(object => readReceipt(object) ?? [])
      .filter(receipt => receipt.claim?.holder === thisProcess())
    if (mine.length > 0)
      await applyOwn(
        lastKubectl,
        mine.map(({claim: _, ...receipt}) => receiptObject(receipt)),
      )
  } catch (error) {
    talk.info(`Could not release the claim on the connector: ${(error as Error).message}`)
  }
}
