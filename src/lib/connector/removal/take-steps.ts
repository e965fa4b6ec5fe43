import {InterruptedError, UserError} from '../../errors.ts'
import type {Journal} from '../session/journal.ts'
import type {Lock} from '../session/lock.ts'
import type {RemovalTarget} from './facts.ts'
import type {StepContext} from './steps/step.ts'
import {take, type ConnectorStep, type Step} from './steps/steps.ts'

export interface TakeContext extends StepContext {
  readonly journal: Journal<Step>
  readonly lock: Lock
}

export interface ConnectorPlan {
  readonly target: RemovalTarget
  readonly steps: readonly ConnectorStep[]
}

/** A connector after its steps. */
export interface Taken {
  readonly target: RemovalTarget
  /** Why a step failed; undefined if all steps were taken. */
  readonly error: UserError | undefined
}

/** Takes the steps of connectors in parallel. A UserError of a connector is in its `error`. Rejects if interrupted, after all connectors have ended. */
export async function takeSteps(context: TakeContext, plans: readonly ConnectorPlan[]): Promise<readonly Taken[]> {
  const taking = plans.map(plan => takeConnectorSteps(context, plan))
  await Promise.allSettled(taking)
  return Promise.all(taking)
}

async function takeConnectorSteps(context: TakeContext, {target, steps}: ConnectorPlan): Promise<Taken> {
  const error = await problemOf(async () => {
    for (const step of steps) await takeOne(context, step)
  })
  return {target, error}
}

/** Takes a step. Throws LockedError if the lock is lost. */
export function takeOne(context: TakeContext, step: Step): Promise<void> {
  context.lock.assertHeld()
  return context.journal.take(step, () => take(step, context))
}

/** The UserError of this work, so that the removal of the rest continues; undefined if there was none. Rejects if interrupted, and on a bug. */
export async function problemOf(work: () => Promise<void>): Promise<UserError | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return error
  }
}
