import type {Installed} from '../inventory/installed.ts'
import {assignmentsToDelete, receiptsToDelete, type Parting, type ReceiptsOfNamespace} from './last-steps.ts'
import {readNamespaceUse} from './namespace-use.ts'
import type {LastStep} from './steps/steps.ts'
import {problemOf, takeOne, type TakeContext} from './take-steps.ts'
import {readAssignments} from './things.ts'

/** A namespace that vkctl made and that was to go with its last connector. */
export interface LastNamespace {
  readonly name: string
  /** Release of the last connector in it. */
  readonly release: string
  /** Why nobody knows whether it can go. */
  readonly unknown: readonly string[]
}

/**
 * Removes what connectors share, when the last of them is gone, then their receipts: until then the removal can be found again. What cannot be
 * removed is warned of, and found by the last look.
 */
export async function takeLastSteps(context: TakeContext, {gone, staying}: Parting): Promise<readonly LastNamespace[]> {
  const unfinished = new Set<Installed>()
  for (const [id, users] of assignmentsToDelete({gone, staying})) {
    if (await takeOrWarn(context, {do: 'delete-role-assignment', id})) continue
    // The answer may have been lost after the work was done.
    const {things, hidden} = await readAssignments(context.host, users[0]?.receipt)
    if ([...things, ...hidden].some(one => 'id' in one && one.id === id)) for (const user of users) unfinished.add(user)
  }
  const namespaces: LastNamespace[] = []
  for (const receipts of receiptsToDelete({gone: gone.filter(one => !unfinished.has(one)), staying: [...staying, ...unfinished]})) {
    const namespace = await removeReceipts(context, receipts)
    if (namespace !== undefined) namespaces.push(namespace)
  }
  return namespaces
}

/** Removes receipts; with them their namespace, if it is vkctl's alone. Gives the namespace if it was to go. */
async function removeReceipts(
  context: TakeContext,
  {namespace, releases, isLast}: ReceiptsOfNamespace,
): Promise<LastNamespace | undefined> {
  const {host, session} = context
  const use = isLast ? await readNamespaceUse(host, session, {namespace, releases}) : ({use: 'shared', inhabitants: []} as const)
  const last = {name: namespace, release: releases.at(-1) ?? '', unknown: []}
  if (use.use === 'unknown') return {...last, unknown: use.reasons}
  if (use.use === 'ours') {
    await takeOrWarn(context, {do: 'delete-namespace', namespace})
    return last
  }
  if (use.inhabitants.length > 0) {
    const names = use.inhabitants.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')
    host.talk.warning(`The namespace ${namespace} stays: ${names} is in it, which vkctl did not make.`)
  }
  await takeOrWarn(context, {do: 'delete-receipts', namespace, releases})
  return undefined
}

/** Whether the step was taken. One that fails at the end is no reason to say nothing of all that was removed. */
async function takeOrWarn(context: TakeContext, step: LastStep): Promise<boolean> {
  const problem = await problemOf(async () => takeOne(context, step))
  if (problem !== undefined) context.host.talk.warning(problem.message)
  return problem === undefined
}
