import {InterruptedError, UserError} from '../../errors.ts'
import {uncordon} from '../../kubernetes/node.ts'
import type {Journal} from '../session/journal.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import type {Lock} from '../session/lock.ts'
import type {RemovalTarget} from './facts.ts'
import type {StepContext} from '../session/step.ts'
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
  const {connector, doubts} = target
  if (doubts.length > 0) return {target, error: refusal(connector.release, doubts)}
  const error = await problemOf(async () => {
    for (const step of steps) await takeOne(context, step)
  })
  if (error !== undefined) await uncordonAgain(context, steps)
  return {target, error}
}

function refusal(release: string, doubts: readonly string[]): UserError {
  return new UserError(`${release} was not removed: ${doubts.join('; ')}.`, {
    hints: ['Find out who created it. If it is a connector, remove what does not belong to it, then run the command again.'],
  })
}

/** A connector that is not removed must get pods again. That is no longer the case once vkctl has begun to uninstall its release. */
async function uncordonAgain({host, session, journal}: TakeContext, steps: readonly ConnectorStep[]): Promise<void> {
  const cordoned = steps.find(step => step.do === 'cordon-node')
  const goes = steps.find(step => step.do === 'uninstall-release' || step.do === 'delete-objects' || step.do === 'delete-node')
  const isBegun = (step: Step | undefined): boolean => step !== undefined && [...journal.done, ...journal.unfinished].includes(step)
  if (cordoned === undefined || !isBegun(cordoned) || isBegun(goes)) return
  const problem = await problemOf(() => uncordon(session.kubectl, cordoned.nodeName))
  if (problem === undefined) host.talk.warning(`The connector stays, and its node ${cordoned.nodeName} was uncordoned.`)
  else host.talk.warning(`The node ${cordoned.nodeName} is still cordoned: ${problem.message}`, [kubectl`uncordon ${cordoned.nodeName}`])
}

/** Takes a step, unless another run has taken over the connector. */
export function takeOne(context: TakeContext, step: Step): Promise<void> {
  context.lock.assertHeld()
  return context.journal.take(step, now => take(step, {...context, now}))
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
