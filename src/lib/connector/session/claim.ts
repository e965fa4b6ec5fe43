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

/** A receipt as it was read, with the version that the API server gave it; no version: it is not there yet. */
export interface VersionedReceipt {
  readonly receipt: Receipt
  readonly version: string | undefined
}

export interface ClaimedObjects {
  readonly receipts: readonly VersionedReceipt[]
  /** Undefined when it is there. */
  readonly namespace?: KubeObject | undefined
  /** Of connectors whose receipts are new. */
  readonly secrets?: readonly KubeObject[]
}

/** A claim by this process, which is void after `until` even if nobody takes it back. */
export function claimOf(by: Claim['by'], until: Date): Claim {
  return {by, holder: thisProcess(), until: until.toISOString()}
}

/** Refuses when another vkctl works on the connector. A claim of a process that is no more, or that ran out, counts for nothing. */
export function refuseClaimed({release, claim: other}: Receipt, now: Date): void {
  if (other === undefined || Date.parse(other.until) <= now.getTime() || isGone(other.holder)) return
  throw new UserError(`Another vkctl (${other.by} by ${other.holder}) is working on ${release}. Nothing was changed.`, {
    hints: [`Run the command again when that one has ended. If it was killed, its claim ends at ${other.until}.`],
  })
}

/**
 * Claims connectors by their receipts, so that of two runs at once only one goes on: a receipt that is not there is created, one that is
 * there is written only if nobody wrote it since it was read. `namespace` and `secrets` are made along with new receipts.
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
    throw new UserError(`Another vkctl has just begun to work on ${receipts.map(({receipt}) => receipt.release).join(', ')}.`, {
      hints: ['Run the command again when that one has ended.'],
      cause: error,
    })
  }
}

/**
 * Takes back what of these receipts this process has claimed, also when it was cut short in the middle: what is still claimed must not keep the next run
 * waiting. When that cannot be said any more, the claims run out by themselves. Works on after an interrupt.
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
    talk.info(`The claim on the connector could not be taken back: ${(error as Error).message}`)
  }
}
