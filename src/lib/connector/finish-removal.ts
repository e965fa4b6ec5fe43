import {InterruptedError, UserError} from '../errors.ts'
import {deleteObjects} from '../kube/write.ts'
import {releaseTargets} from './claim-targets.ts'
import type {Host} from './host.ts'
import type {Installed} from './installed.ts'
import {findLeftovers} from './leftovers.ts'
import {receiptName} from './receipt.ts'
import type {RemoveOutcome} from './outcome.ts'
import {removeNamespace} from './remove-namespace.ts'
import type {RemoveContext} from './remove-one.ts'
import type {RemovalTarget} from './removal-target.ts'

/** A connector that was taken down, as far as that went. */
export interface Taken {
  readonly target: RemovalTarget
  readonly removed: readonly string[]
  readonly error: UserError | undefined
}

/** What connectors share goes when the last of them is gone, and receipts go last of all, so that an unfinished removal can be found again. */
export async function finish(
  context: RemoveContext,
  taken: readonly Taken[],
  others: readonly Installed[],
): Promise<readonly RemoveOutcome[]> {
  const {host, session} = context
  const looked = await Promise.all(taken.map(async one => ({...one, left: await findLeftovers(host, session, one.target)})))
  const clean = looked.filter(({left, error}) => left.length === 0 && error === undefined)
  const staying = [...others, ...looked.filter(one => !clean.includes(one)).map(({target}) => target.connector)]
  const outcomes: RemoveOutcome[] = []
  for (const {target, removed, left, error} of looked) {
    const {connectorName, osType, release, nodeName, receipt} = target.connector
    const more = clean.some(one => one.target === target)
      ? await finishOne(
          context,
          target.connector,
          staying,
          clean.map(one => one.target.connector),
        )
      : {removed: [], left: receipt === undefined ? [] : [`configmap ${receipt.namespace}/${receiptName(release)}`]}
    outcomes.push({
      result: {connectorName, osType, release, nodeName, removed: [...removed, ...more.removed], left: [...left, ...more.left]},
      error,
    })
  }
  const namespaces = new Set(clean.filter(({target}) => target.connector.origin === 'vkctl').map(({target}) => target.connector.namespace))
  for (const namespace of namespaces) {
    const {removed, left} = await orLeft(host, [`namespace ${namespace}`], () => removeNamespace(context, namespace, staying))
    const last = outcomes.findLastIndex(({result}) =>
      clean.some(({target}) => target.connector.release === result.release && target.connector.namespace === namespace),
    )
    const outcome = outcomes[last]
    if (outcome !== undefined)
      outcomes[last] = {
        ...outcome,
        result: {...outcome.result, removed: [...outcome.result.removed, ...removed], left: [...outcome.result.left, ...left]},
      }
  }
  await releaseTargets(
    host,
    session,
    looked.filter(one => !clean.includes(one)).map(({target}) => target),
  )
  return outcomes
}

interface Swept {
  readonly removed: readonly string[]
  readonly left: readonly string[]
}

const nothing: Swept = {removed: [], left: []}

async function finishOne(
  {host, session, journal}: RemoveContext,
  {receipt, release}: Installed,
  staying: readonly Installed[],
  going: readonly Installed[],
): Promise<Swept> {
  if (receipt === undefined) return nothing
  const {roleAssignmentId, namespace} = receipt
  const note = `configmap ${namespace}/${receiptName(release)}`
  const lastUser = going.findLast(connector => connector.receipt?.roleAssignmentId === roleAssignmentId)?.release === release
  const assignment =
    roleAssignmentId !== undefined && lastUser && !staying.some(connector => connector.receipt?.roleAssignmentId === roleAssignmentId)
      ? await sweep(host, `role assignment ${roleAssignmentId}`, () =>
          journal.take(`Delete the role assignment ${roleAssignmentId}`, () => host.azure.deleteRoleAssignment(roleAssignmentId)),
        )
      : nothing
  if (assignment.left.length > 0) return {removed: [], left: [...assignment.left, note]}
  const ref = {apiVersion: 'v1', kind: 'ConfigMap', name: receiptName(release), namespace}
  const last = await sweep(host, note, () =>
    journal.take(`Delete the receipt of ${release}`, () => deleteObjects(session.kubectl, [ref], {waitMs: 30_000})),
  )
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
