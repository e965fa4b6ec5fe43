import {interruption} from '../connector/session/interruption.ts'
import type {Host} from '../connector/session/host.ts'
import {howFar, openJournal} from '../connector/session/journal.ts'
import {exitCodes, type ExitCode} from '../errors.ts'
import {counted} from '../output/counted.ts'
import {deleteGroups, describe, type Deleted} from './delete-groups.ts'
import {readOrphanFacts, type ClusterLook, type OrphansScope} from './facts.ts'
import type {FoundGroup} from './found-group.ts'
import {chosen, inWords, planDeletion, type Choice, type DeletePlan} from './plan.ts'

export interface OrphansSpec extends OrphansScope, Choice {
  readonly delete: boolean
  readonly timeoutMs: number
}

/** What orphans prints (schemas/orphans.schema.json). */
export interface Orphans extends Deleted {
  /** As they were found, before anything was deleted. */
  readonly containerGroups: readonly FoundGroup[]
  readonly clusters: readonly ClusterLook[]
}

/**
 * Finds the container groups of Virtual Kubelet and their clusters; with `delete`, deletes the chosen ones. `confirm` rejects when the user
 * says no.
 */
export async function orphans(host: Host, spec: OrphansSpec, confirm: (question: string) => Promise<void>): Promise<Orphans> {
  const {groups, clusters} = await host.talk.during('read', 'Reading the container groups', () => readOrphanFacts(host, spec))
  for (const {name, reason} of clusters) if (reason !== null) host.talk.warning(`The cluster ${name} could not be read: ${reason}`)
  const found = {containerGroups: chosen(groups, spec), clusters}
  if (!spec.delete) return {...found, removed: [], left: []}

  const plan = planDeletion(groups, spec)
  if (plan.kept.length > 0) {
    host.talk.warning(
      `Not deleted, because they may belong to a cluster that was not read: ${plan.kept.map(inWords).join(', ')}. To delete them, name them with --container-group.`,
    )
  }
  if (plan.steps.length === 0) return {...found, removed: [], left: []}
  await confirm(questionAbout(plan))

  const journal = openJournal(host.talk, describe)
  const deadline = new Date(host.now().getTime() + spec.timeoutMs)
  try {
    return {...found, ...(await deleteGroups(plan.steps, {host, journal, deadline}))}
  } catch (error) {
    throw interruption(host.signal, error, [...howFar(journal), 'Run the same command again to delete the rest.']) ?? error
  }
}

/** 7 if something could not be deleted; otherwise 10 if a cluster could not be read. */
export function orphansExitCode({left, clusters}: Orphans): ExitCode {
  if (left.length > 0) return exitCodes.leftOver
  return clusters.every(({lookedAt}) => lookedAt) ? exitCodes.done : exitCodes.notChecked
}

function questionAbout({steps}: DeletePlan): string {
  const groups = steps.map(({group}) => group)
  const unsure = groups.filter(({certain}) => !certain)
  return [
    `${counted(groups.length, 'container group')} will be deleted: ${groups.map(inWords).join(', ')}.`,
    ...(unsure.length === 0 ? [] : [`A cluster that was not read may still use ${unsure.map(inWords).join(', ')}.`]),
    'Are you sure you want to perform this operation?',
  ].join(' ')
}
