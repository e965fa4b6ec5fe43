import {factOf} from '../checks/fact.ts'
import {InterruptedError, UserError} from '../errors.ts'
import {releaseTargets} from './claim-targets.ts'
import type {Host} from './host.ts'
import type {Installed} from './installed.ts'
import {findLeftovers} from './leftovers.ts'
import type {RemoveOutcome} from './outcome.ts'
import {receiptName, type Receipt} from './receipt.ts'
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
    const assignment = await removeAssignment(context, connector, {staying, going})
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
  const isShared = others.some(other => other.receipt?.roleAssignmentId === receipt.roleAssignmentId)
  return {removed: [], left: [...(isShared ? [] : await assignmentLeft(host, receipt)), receiptNote(receipt)]}
}

/** Takes the role assignment of vkctl back when nobody uses it any more. While it cannot be, the receipt stays and is told as well. */
async function removeAssignment(
  {host, journal}: RemoveContext,
  {receipt, release}: Installed,
  {staying, going}: {readonly staying: readonly Installed[]; readonly going: readonly Installed[]},
): Promise<Swept> {
  const id = receipt?.roleAssignmentId
  const uses = (connector: Installed): boolean => connector.receipt?.roleAssignmentId === id
  if (receipt === undefined || id === undefined || going.findLast(uses)?.release !== release || staying.some(uses))
    return {removed: [], left: []}
  try {
    await journal.take(`Delete the role assignment ${id}`, () => host.azure.deleteRoleAssignment(id))
    return {removed: [`role assignment ${id}`], left: []}
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    host.talk.warning(error.message)
    const left = await assignmentLeft(host, receipt)
    return left.length === 0 ? {removed: [`role assignment ${id}`], left} : {removed: [], left: [...left, receiptNote(receipt)]}
  }
}

/** The role assignment of vkctl, if it is there. */
async function assignmentLeft({azure, signal}: Host, {roleAssignmentId: id, identity}: Receipt): Promise<readonly string[]> {
  if (id === undefined) return []
  const scope = id.slice(0, id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/'))
  const assignments = await factOf(azure.roleAssignments(scope, identity.objectId), signal)
  if (!assignments.known) return [`unknown: role assignment ${id}: ${assignments.reason}`]
  return assignments.value.some(one => one.id.toLowerCase() === id.toLowerCase()) ? [`role assignment ${id}`] : []
}

function receiptNote({namespace, release}: Receipt): string {
  return `configmap ${namespace}/${receiptName(release)}`
}
