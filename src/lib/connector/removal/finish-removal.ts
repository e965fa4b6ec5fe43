import {sameId, scopeOfRoleAssignment} from '../../azure/resources/ids.ts'
import {factOf} from '../../checks/engine/fact.ts'
import {InterruptedError, UserError} from '../../errors.ts'
import {releaseTargets} from './claim-targets.ts'
import type {Host} from '../session/host.ts'
import type {Installed} from '../inventory/installed.ts'
import {findLeftovers} from './leftovers.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import {receiptName, type Receipt} from '../model/receipt.ts'
import {removeReceipts, type Swept} from './remove-receipts.ts'
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
  const unclean = looked.filter(one => !clean.includes(one))
  const swept = new Map<Installed, Swept>()
  const note = (connector: Installed, {removed, left}: Swept): void => {
    const before = swept.get(connector)
    swept.set(connector, {removed: [...(before?.removed ?? []), ...removed], left: [...(before?.left ?? []), ...left]})
  }

  for (const {target} of unclean) note(target.connector, await whatStays(host, target.connector, others))
  const staying = [...others, ...unclean.map(({target}) => target.connector)]
  const going = clean.map(({target}) => target.connector)
  const released: Installed[] = []
  for (const connector of going) {
    const assignment = await removeAssignments(context, connector, {staying, going})
    note(connector, assignment)
    if (assignment.left.length === 0) released.push(connector)
    else staying.push(connector)
  }
  for (const [namespace, connectors] of Map.groupBy(released, one => one.namespace)) {
    const receipts = connectors.filter(({receipt}) => receipt !== undefined)
    const last = receipts.at(-1)
    if (last === undefined) continue
    const isLast = !staying.some(other => other.namespace === namespace)
    const outcome = await removeReceipts(context, {namespace, releases: receipts.map(({release}) => release), isLast})
    for (const connector of receipts) note(connector, outcome.of.get(connector.release) ?? {removed: [], left: []})
    note(last, outcome.namespace)
  }
  await releaseTargets(
    host,
    session,
    looked.filter(({target}) => !released.includes(target.connector)).map(({target}) => target),
  )
  return looked.map(({target: {connector}, removed, left, error}) => {
    const {connectorName, osType, release, nodeName} = connector
    const more = swept.get(connector) ?? {removed: [], left: []}
    return {
      result: {connectorName, osType, release, nodeName, removed: [...removed, ...more.removed], left: [...left, ...more.left]},
      error,
    }
  })
}

/** What of a connector stays on purpose, because not all of it could be removed: without its receipt the next removal would not know of it. */
async function whatStays(host: Host, {receipt}: Installed, others: readonly Installed[]): Promise<Swept> {
  if (receipt === undefined) return {removed: [], left: []}
  const own = assignmentsOf(receipt).filter(id => !others.some(other => assignmentsOf(other.receipt).includes(id)))
  const left = await Promise.all(own.map(id => assignmentLeft(host, receipt, id)))
  return {removed: [], left: [...left.flat(), receiptNote(receipt)]}
}

/** Takes the role assignments of vkctl back that nobody uses any more. While one cannot be, the receipt stays and is told as well. */
async function removeAssignments(
  {host, journal}: RemoveContext,
  {receipt, release}: Installed,
  {staying, going}: {readonly staying: readonly Installed[]; readonly going: readonly Installed[]},
): Promise<Swept> {
  const removed: string[] = []
  const left: string[] = []
  if (receipt === undefined) return {removed, left}
  for (const id of assignmentsOf(receipt)) {
    const uses = (connector: Installed): boolean => assignmentsOf(connector.receipt).includes(id)
    if (going.findLast(uses)?.release !== release || staying.some(uses)) continue
    try {
      await journal.take(`Delete the role assignment ${id}`, () => host.azure.deleteRoleAssignment(id))
      removed.push(`role assignment ${id}`)
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
      host.talk.warning(error.message)
      const still = await assignmentLeft(host, receipt, id)
      if (still.length === 0) removed.push(`role assignment ${id}`)
      left.push(...still)
    }
  }
  return {removed, left: left.length === 0 ? [] : [...left, receiptNote(receipt)]}
}

/** ARM ids of the role assignments that vkctl made for a connector. */
function assignmentsOf(receipt: Receipt | undefined): readonly string[] {
  return [receipt?.roleAssignmentId, receipt?.networkRoleAssignmentId].filter(id => id !== undefined)
}

/** The role assignment of vkctl, if it is there. */
async function assignmentLeft({azure, signal}: Host, {identity}: Receipt, id: string): Promise<readonly string[]> {
  const scope = scopeOfRoleAssignment(id)
  if (scope === undefined) return [`unknown: role assignment ${id}: this is not the id of a role assignment`]
  const assignments = await factOf(azure.roleAssignments(scope, identity.objectId), signal)
  if (!assignments.known) return [`unknown: role assignment ${id}: ${assignments.reason}`]
  return assignments.value.some(one => sameId(one.id, id)) ? [`role assignment ${id}`] : []
}

function receiptNote({namespace, release}: Receipt): string {
  return `configmap ${namespace}/${receiptName(release)}`
}
