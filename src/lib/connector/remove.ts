import type {ClusterRef} from '../azure/azure.ts'
import {InterruptedError, UserError} from '../errors.ts'
import {deleteObjects} from '../kube/write.ts'
import {ofKind} from '../kube/objects.ts'
import {readObjects} from '../kube/read.ts'
import {claim, claimOf, refuseClaimed, unclaim} from './claim.ts'
import {withCluster, type ClusterSession} from './cluster-access.ts'
import type {Host} from './host.ts'
import type {Installed} from './installed.ts'
import {interruption} from './interruption.ts'
import {openJournal} from './journal.ts'
import {findLeftovers} from './leftovers.ts'
import type {OsType} from './names.ts'
import {readReceipt, receiptName} from './receipt.ts'
import {removeNamespace} from './remove-namespace.ts'
import {removeOne, type RemoveContext} from './remove-one.ts'
import {findTargets, notFound, type ConnectorFilter, type RemovalTarget} from './removal-target.ts'
import type {KubeOptions} from './spec.ts'

export interface RemoveSpec extends ConnectorFilter {
  readonly cluster: ClusterRef
  readonly kube: KubeOptions
  readonly graceful: boolean
  readonly ignoreNotFound: boolean
  readonly timeoutMs: number
}

/** What remove prints, one a connector (schemas/removal.schema.json). */
export interface RemoveResult {
  readonly connectorName: string
  readonly osType: OsType
  readonly release: string
  readonly nodeName: string
  readonly removed: readonly string[]
  readonly left: readonly string[]
}

export interface RemoveOutcome {
  readonly result: RemoveResult
  /** Why it could not be removed, or not whole. */
  readonly error: UserError | undefined
}

/** Removes connectors. Every one of them is attempted; what is left is listed. `confirm` is asked when pods run on their nodes. */
export async function remove(host: Host, spec: RemoveSpec, confirm: (question: string) => Promise<void>): Promise<readonly RemoveOutcome[]> {
  return withCluster(host, spec.cluster, spec.kube, async session => {
    const {targets, others} = await findTargets(host, session, spec)
    if (targets.length === 0) {
      if (spec.ignoreNotFound) return []
      throw notFound(spec, others)
    }
    const pods = targets.flatMap(target => target.pods)
    if (pods.length > 0) {
      await confirm(`${pods.length} pod${pods.length === 1 ? '' : 's'} on ${targets.map(({connector}) => connector.nodeName).join(' and ')} will be deleted: ${pods.map(({metadata}) => `${metadata.namespace}/${metadata.name}`).join(', ')}. Are you sure you want to perform this operation?`)
    }
    const journal = openJournal(host.talk)
    const deadline = new Date(host.now().getTime() + spec.timeoutMs)
    const context: RemoveContext = {host, session, journal, graceful: spec.graceful, deadline}
    await claimTargets(host, session, targets, deadline)
    try {
      const taken = await Promise.all(targets.map(target => attempt(context, target)))
      return await finish(context, taken, others)
    } catch (error) {
      await releaseTargets(host, session, targets)
      throw interruption(host.signal, error, [journal.done.length === 0 ? 'Nothing was removed.' : `Done: ${journal.done.join('; ')}.`, 'Run the same command again to remove the rest.']) ?? error
    }
  })
}

interface Taken {
  readonly target: RemovalTarget
  readonly removed: readonly string[]
  readonly error: UserError | undefined
}

async function attempt(context: RemoveContext, target: RemovalTarget): Promise<Taken> {
  const removed: string[] = []
  try {
    await removeOne(context, target, removed)
    return {target, removed, error: undefined}
  } catch (error) {
    // One OS that cannot be removed must not keep the other from being removed.
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {target, removed, error}
  }
}

/** Claims what is to be removed, so that no install works on it meanwhile. A connector without a receipt cannot be claimed. */
async function claimTargets(host: Host, {kubectl}: ClusterSession, targets: readonly RemovalTarget[], deadline: Date): Promise<void> {
  const claimed = targets.flatMap(({connector: {receipt, receiptVersion: version}}) => (receipt === undefined ? [] : [{receipt, version}]))
  for (const {receipt} of claimed) refuseClaimed(receipt, host.now())
  const mine = claimOf('remove', deadline)
  if (claimed.length > 0) await claim(kubectl, {receipts: claimed.map(({receipt, version}) => ({receipt: {...receipt, claim: mine}, version}))})
}

/** Receipts that are still there must not keep the next run waiting. When that cannot be said any more, the claims run out by themselves. */
async function releaseTargets(host: Host, {lastKubectl}: ClusterSession, targets: readonly RemovalTarget[]): Promise<void> {
  try {
    const {objects} = await readObjects(lastKubectl, targets.flatMap(({connector: {receipt}}) => (receipt === undefined ? [] : [{apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(receipt.release), namespace: receipt.namespace}])))
    await unclaim(lastKubectl, ofKind(objects, 'ConfigMap').flatMap(object => readReceipt(object) ?? []))
  } catch (error) {
    host.talk.info(`The claim on the connector could not be taken back: ${(error as Error).message}`)
  }
}

/** What connectors share goes when the last of them is gone, and receipts go last of all, so that an unfinished removal can be found again. */
async function finish(context: RemoveContext, taken: readonly Taken[], others: readonly Installed[]): Promise<readonly RemoveOutcome[]> {
  const {host, session} = context
  const looked = await Promise.all(taken.map(async one => ({...one, left: await findLeftovers(host, session, one.target)})))
  const clean = looked.filter(({left, error}) => left.length === 0 && error === undefined)
  const staying = [...others, ...looked.filter(one => !clean.includes(one)).map(({target}) => target.connector)]
  const outcomes: RemoveOutcome[] = []
  for (const {target, removed, left, error} of looked) {
    const {connectorName, osType, release, nodeName, receipt} = target.connector
    const more = clean.some(one => one.target === target) ? await finishOne(context, target.connector, staying, clean.map(one => one.target.connector)) : {removed: [], left: receipt === undefined ? [] : [`configmap ${receipt.namespace}/${receiptName(release)}`]}
    outcomes.push({result: {connectorName, osType, release, nodeName, removed: [...removed, ...more.removed], left: [...left, ...more.left]}, error})
  }
  const namespaces = new Set(clean.filter(({target}) => target.connector.origin === 'vkctl').map(({target}) => target.connector.namespace))
  for (const namespace of namespaces) {
    const {removed, left} = await orLeft(host, [`namespace ${namespace}`], () => removeNamespace(context, namespace, staying))
    const last = outcomes.findLastIndex(({result}) => clean.some(({target}) => target.connector.release === result.release && target.connector.namespace === namespace))
    const outcome = outcomes[last]
    if (outcome !== undefined) outcomes[last] = {...outcome, result: {...outcome.result, removed: [...outcome.result.removed, ...removed], left: [...outcome.result.left, ...left]}}
  }
  await releaseTargets(host, session, looked.filter(one => !clean.includes(one)).map(({target}) => target))
  return outcomes
}

interface Swept {
  readonly removed: readonly string[]
  readonly left: readonly string[]
}

const nothing: Swept = {removed: [], left: []}

async function finishOne({host, session, journal}: RemoveContext, {receipt, release}: Installed, staying: readonly Installed[], going: readonly Installed[]): Promise<Swept> {
  if (receipt === undefined) return nothing
  const {roleAssignmentId, namespace} = receipt
  const note = `configmap ${namespace}/${receiptName(release)}`
  const lastUser = going.findLast(connector => connector.receipt?.roleAssignmentId === roleAssignmentId)?.release === release
  const assignment = roleAssignmentId !== undefined && lastUser && !staying.some(connector => connector.receipt?.roleAssignmentId === roleAssignmentId)
    ? await sweep(host, `role assignment ${roleAssignmentId}`, () => journal.take(`Delete the role assignment ${roleAssignmentId}`, () => host.azure.deleteRoleAssignment(roleAssignmentId)))
    : nothing
  if (assignment.left.length > 0) return {removed: [], left: [...assignment.left, note]}
  const ref = {apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace}
  const last = await sweep(host, note, () => journal.take(`Delete the receipt of ${release}`, () => deleteObjects(session.kubectl, [ref], {waitMs: 30_000})))
  return {removed: [...assignment.removed, ...last.removed], left: last.left}
}

function sweep(host: Host, what: string, act: () => Promise<unknown>): Promise<Swept> {
  return orLeft(host, [what], async () => {
    await act()
    return {removed: [what], left: []}
  })
}

/** What cannot be removed at the end is listed as left: that is no reason to say nothing of all that was removed. */
async function orLeft({talk}: Host, what: readonly string[], act: () => Promise<Swept>): Promise<Swept> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    talk.warning(error.message)
    return {removed: [], left: what}
  }
}
