import {InterruptedError, UserError} from '../../errors.ts'
import {ClusterUnreachable} from '../../kubernetes/cluster-errors.ts'
import type {Journal} from '../session/journal.ts'
import type {Lock} from '../session/lock.ts'
import {throughOutage} from '../session/outage.ts'
import type {ConnectorPlan, InstallPlan} from './plan.ts'
import type {Progress} from './progress.ts'
import {leftStopped} from './obstacles/scaled-down.ts'
import type {StepContext} from '../session/step.ts'
import {describe, take, type Step} from './steps/steps.ts'
import {upgradeRelease} from './steps/upgrade-release.ts'
import type {WriteRecord} from './steps/write-record.ts'
import {chartOf, installDigest, plannedImage, type Wanted} from './wanted.ts'

export interface TakeContext extends StepContext {
  readonly journal: Journal<Step>
  /** The locks of the connectors that are changed; undefined if none is changed. */
  readonly lock: Lock | undefined
  /** Whether the run waits until the connectors work. It then also waits while the API server cannot be reached. */
  readonly wait: boolean
}

/**
 * Takes the steps of a plan: first the shared ones, then those of the connectors in parallel, then the records. An error of one connector is in
 * its progress. Rejects on any other error and when interrupted.
 */
export async function takeSteps(context: TakeContext, plan: InstallPlan, wanted: readonly Wanted[]): Promise<readonly Progress[]> {
  for (const step of plan.shared) await takeOne(context, step)
  const assigned = plan.shared.some(step => step.do === 'assign-role')
  const progress = await allSettled(
    plan.connectors.map((connector, index) => takeConnectorSteps(context, connector, wanted[index] as Wanted, assigned)),
  )
  await writeRecords(context, progress)
  return progress
}

function takeOne(context: TakeContext, step: Step): Promise<void> {
  context.lock?.assertHeld()
  return context.journal.take(step, () => take(step, context))
}

/** Waits for the work on every connector, because the locks must not be released before it ends. */
export async function allSettled<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

async function takeConnectorSteps(context: TakeContext, plan: ConnectorPlan, wanted: Wanted, assigned: boolean): Promise<Progress> {
  const common = {plan, wanted, changed: assigned || plan.steps.some(step => step.do !== 'remember' && step.do !== 'delete-old-record')}
  let {release} = wanted.existing
  const begun: Step[] = []
  if (plan.stopped !== undefined) return {...common, release, error: leftStopped(plan.stopped)}
  try {
    for (const step of plan.steps) {
      begun.push(step)
      if (step.do === 'upgrade') {
        context.lock?.assertHeld()
        release = await context.journal.take(step, () => upgradeRelease.take(step, context))
      } else if (step.do !== 'record' && !withoutFinalStep.has(step.do)) await takeOne(context, step)
    }
    context.lock?.settled(plan.record.release)
    return {...common, release, error: undefined}
  } catch (error) {
    // If one OS fails, the other one continues. An interrupt or a bug ends both.
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {...common, changed: assigned || begun.some(step => !changesNothing.has(step.do)), release, error}
  }
}

/** Steps after which the connector is as before. */
const changesNothing: ReadonlySet<Step['do']> = new Set(['remember', 'delete-old-record', 'try-image'])

/**
 * Writes the record of every connector that has changed. If the API server cannot be reached until the deadline, the wait reports it, and the next
 * install upgrades the connector once more.
 */
async function writeRecords(context: TakeContext, progress: readonly Progress[]): Promise<void> {
  const {host, deadline, journal} = context
  const steps = progress.flatMap(recordOf)
  const write = async (): Promise<void> => {
    for (const step of steps) if (!journal.done.includes(step)) await takeOne(context, step)
  }
  if (!context.wait) return write()
  try {
    await throughOutage(host, deadline, write)
  } catch (error) {
    if (!(error instanceof ClusterUnreachable)) throw error
    host.talk.info(`The record could not be written: ${error.message}`)
  }
}

function recordOf({plan, wanted, release, error}: Progress): readonly WriteRecord[] {
  const step = plan.steps.find(one => one.do === 'record')
  if (step === undefined || error !== undefined) return []
  const applied = {digest: installDigest(wanted), revision: release?.revision ?? 0, chart: chartOf(wanted), image: plannedImage(wanted)}
  return [{...step, applied}]
}

/** Takes the steps that need a working connector. It works without them, so an error is only a warning. */
export async function takeFinalSteps(context: TakeContext, {plan}: Progress): Promise<void> {
  const {talk} = context.host
  for (const step of plan.steps) {
    const without = withoutFinalStep.get(step.do)
    if (without === undefined) continue
    if (step.do === 'leave-place' && !context.wait) {
      talk.warning(`Skipped because of --no-wait: ${describe(step)}. ${without}`)
      continue
    }
    try {
      await takeOne(context, step)
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
      talk.warning(error.message, [...error.hints, without])
    }
  }
}

/** The steps that come when the connector works, and what it means when one is not taken. */
const withoutFinalStep: ReadonlyMap<Step['do'], string> = new Map([
  ['remember', 'A later install may not know the options of this one.'],
  ['delete-old-record', 'The next install tries again.'],
  ['remove-adopted', 'Run the command again with --adopt to remove what is left of the other connector.'],
  ['leave-place', 'Run the command again to delete what is left in the earlier place.'],
])
