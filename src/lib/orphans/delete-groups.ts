import type {Host} from '../connector/session/host.ts'
import type {Journal} from '../connector/session/journal.ts'
import {InterruptedError, UserError} from '../errors.ts'
import type {Now} from '../talk.ts'
import {inWords, type DeleteGroup} from './plan.ts'

/** A container group that should be deleted and still exists. */
export interface LeftGroup {
  /** ARM id. */
  readonly id: string
  readonly reason: string
}

export interface Deleted {
  /** ARM ids of the container groups that were deleted. */
  readonly removed: readonly string[]
  readonly left: readonly LeftGroup[]
}

interface Deleting {
  readonly host: Host
  readonly journal: Journal<DeleteGroup>
  readonly deadline: Date
}

/** Requests at the same time. */
const atOnce = 8
const pollMs = 2000

/** Deletes container groups, and waits until Azure shows none of them. If one cannot be deleted, the others are deleted all the same. */
export async function deleteGroups(steps: readonly DeleteGroup[], context: Deleting): Promise<Deleted> {
  const left: LeftGroup[] = []
  for (let start = 0; start < steps.length; start += atOnce) {
    const some = await Promise.all(steps.slice(start, start + atOnce).map(step => deleteOne(step, context)))
    left.push(...some.flatMap(one => one ?? []))
  }
  const asked = steps.filter(({group}) => !left.some(({id}) => id === group.id))
  const there = await untilGone(asked, context)
  left.push(...there.map(({group}) => ({id: group.id, reason: 'Azure has not finished the deletion in time.'})))
  return {removed: asked.filter(step => !there.includes(step)).map(({group}) => group.id), left}
}

/** Asks Azure to delete a container group. Returns the reason if it is not deleted. */
async function deleteOne(step: DeleteGroup, {host: {azure}, journal}: Deleting): Promise<LeftGroup | undefined> {
  const {id, resourceGroup, name, podUid} = step.group
  try {
    // A pod of the same name, as in a StatefulSet, may have taken it over since.
    const now = await azure.containerGroup(resourceGroup, name)
    if (now !== undefined && now.tags['UID'] !== podUid) return {id, reason: 'It belongs to another pod now.'}
    await journal.take(step, () => azure.deleteContainerGroup(resourceGroup, name))
    return undefined
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {id, reason: error.message}
  }
}

/** The steps whose container groups still exist at the deadline. */
function untilGone(steps: readonly DeleteGroup[], deleting: Deleting): Promise<readonly DeleteGroup[]> {
  return deleting.host.talk.during('wait', '', now => poll(steps, deleting, now))
}

async function poll(steps: readonly DeleteGroup[], {host, deadline}: Deleting, now: Now): Promise<readonly DeleteGroup[]> {
  let there = steps
  for (;;) {
    const gone = await Promise.all(there.slice(0, atOnce).map(step => isGone(step, host)))
    there = there.filter((_, index) => gone[index] !== true)
    if (there.length === 0) return []
    if (host.now() >= deadline) return there
    if (gone.includes(true)) continue
    now(`Waiting until ${there.length === 1 ? 'a container group is' : `${there.length} container groups are`} gone`)
    await host.sleep(pollMs)
  }
}

async function isGone({group: {resourceGroup, name, podUid}}: DeleteGroup, {azure}: Host): Promise<boolean> {
  const now = await azure.containerGroup(resourceGroup, name)
  return now === undefined || now.tags['UID'] !== podUid
}

/** The text of a step on stderr. */
export function describe({group}: DeleteGroup): string {
  return `Delete the container group ${inWords(group)}`
}
