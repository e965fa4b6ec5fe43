import type {AssignedConnector} from './assigned-connectors.ts'
import {assignmentsToDelete, recordsToDelete, type Parting, type RecordsOfNamespace} from './last-steps.ts'
import {readNamespaceUse} from './namespace-use.ts'
import type {LastStep} from './steps/steps.ts'
import {problemOf, takeOne, type TakeContext} from './take-steps.ts'
import {readAssignments} from './read-things.ts'

/** A namespace that vkctl created and wanted to delete with the last connector in it. */
export interface LastNamespace {
  readonly name: string
  /** Release of the last connector in the namespace. */
  readonly release: string
  /** Why vkctl could not find out whether it may delete the namespace. */
  readonly unknown: readonly string[]
}

/**
 * Removes what connectors shared once the last of them is gone, then their records: as long as there is a record, another removal can find
 * the rest. Prints a warning if something cannot be removed; the result of the removal names it.
 */
export async function takeLastSteps(context: TakeContext, {gone, staying, assignments}: Parting): Promise<readonly LastNamespace[]> {
  const unfinished = new Set<AssignedConnector>()
  for (const [id, users] of assignmentsToDelete({gone, staying, assignments})) {
    if (await takeOrWarn(context, {do: 'delete-role-assignment', id})) continue
    // Azure may have deleted it although the answer was lost.
    const {things, hidden} = await readAssignments(context.host, context.session, users[0]?.assignments ?? [])
    if ([...things, ...hidden].some(one => 'id' in one && one.id === id)) for (const user of users) unfinished.add(user)
  }
  const namespaces: LastNamespace[] = []
  for (const records of recordsToDelete({gone: gone.filter(one => !unfinished.has(one)), staying: [...staying, ...unfinished]})) {
    const namespace = await removeRecords(context, records)
    if (namespace !== undefined) namespaces.push(namespace)
  }
  return namespaces
}

/** Removes records, and the namespace if only vkctl uses it. Returns the namespace if vkctl wanted to delete it. */
async function removeRecords(context: TakeContext, {namespace, releases, isLast}: RecordsOfNamespace): Promise<LastNamespace | undefined> {
  const {host, session} = context
  const use = isLast ? await readNamespaceUse(host, session, {namespace, releases}) : ({use: 'shared', inhabitants: []} as const)
  const last = {name: namespace, release: releases.at(-1) ?? '', unknown: []}
  // With the namespace, the records are gone.
  if (use.use === 'gone') return undefined
  if (use.use === 'unknown') return {...last, unknown: use.reasons}
  if (use.use === 'ours') {
    await takeOrWarn(context, {do: 'delete-namespace', namespace})
    return last
  }
  if (use.inhabitants.length > 0) {
    const names = use.inhabitants.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')
    host.talk.warning(`The namespace ${namespace} was not deleted, because it contains objects that vkctl did not create: ${names}.`)
  }
  await takeOrWarn(context, {do: 'delete-records', namespace, releases})
  return undefined
}

/** Whether the step was taken. An error is only a warning here: the user must learn what was removed before. */
export async function takeOrWarn(context: TakeContext, step: LastStep): Promise<boolean> {
  const problem = await problemOf(async () => takeOne(context, step))
  if (problem !== undefined) context.host.talk.warning(problem.message)
  return problem === undefined
}
