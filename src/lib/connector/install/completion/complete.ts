import {withFullStop} from '../../../checks/wording/error-text.ts'
import {InterruptedError, TimedOutError, UserError, withHints} from '../../../errors.ts'
import {factOf, known, type Fact} from '../../../checks/engine/fact.ts'
import type {Release} from '../../../helm/releases.ts'
import type {ConnectorOutcome} from '../../model/outcome.ts'
import {diagnose} from '../../wait/diagnose.ts'
import {readObservation, type Observation, type Watched} from '../../wait/observation.ts'
import {observe, type Ending} from '../../wait/observe.ts'
import type {Adopted} from '../adopt/adopted.ts'
import {giveBack} from './give-back.ts'
import {backMs, goBack, leaveNewPlace, workedBefore, type WorkedBefore} from './go-back.ts'
import {failed, finished, notAwaited} from './outcomes.ts'
import {readRelease} from '../existing.ts'
import type {Progress} from '../progress.ts'
import {untilRolesAreInForce} from '../steps/roles-in-force.ts'
import {takeFinalSteps, type TakeContext} from '../take-steps.ts'
import {waysBack} from './way-on.ts'

export interface CompleteContext extends TakeContext {
  /** Whether the run assigned a role that has to come into effect. */
  readonly hasNewRole: boolean
  /** Whether a connector goes back to what worked if its upgrade fails. */
  readonly rollback: boolean
}

/** Waits until a connector works and takes its final steps. If it does not work, brings back what worked before. Returns its outcome. */
export async function complete(context: CompleteContext, progress: Progress): Promise<ConnectorOutcome> {
  const before = context.rollback ? workedBefore(progress) : undefined
  if (progress.error !== undefined) return fail(context, progress, progress.error, before, undefined)
  if (!context.wait) {
    await takeFinalSteps(context, progress)
    return notAwaited(progress)
  }
  const ending = await waitFor(context, progress, before !== undefined || progress.wanted.adopted !== undefined)
  if (ending.ended === 'up') await takeFinalSteps(context, progress)
  if (ending.ended === 'up' || ending.ended === 'gone') return finished(progress, ending)
  const evidence = await diagnose(context.host, context.session, progress.wanted.record, ending.last)
  return fail(context, progress, errorOf(progress.wanted.record.release, ending, evidence), before, ending.last)
}

async function waitFor(context: CompleteContext, {plan, release}: Progress, savesNode: boolean): Promise<Ending> {
  const {host, session, deadline} = context
  const connector = watched(plan, known(release))
  const ending = await observe(host, session, connector, {deadline, savesNode})
  return context.hasNewRole ? untilRolesAreInForce(context, connector, ending) : ending
}

function watched({record, podNamespace}: Progress['plan'], helm: Fact<Release | undefined>): Watched {
  return {release: record.release, nodeName: record.nodeName, osType: record.osType, namespace: podNamespace, helm}
}

/** Why the wait for a connector ended, `evidence` last. */
function errorOf(release: string, {ended, cause}: Ending, evidence: readonly string[]): UserError {
  if (ended === 'final')
    return new UserError(`${release} does not start: ${cause}`, {hints: [...evidence, 'Fix the cause and run the same command again.']})
  const again =
    ended === 'given-up'
      ? 'vkctl did not wait until --timeout: Kubernetes evicts the pods of a node whose connector is away for longer than five minutes.'
      : 'Fix the cause and run the same command again, or pass a longer --timeout.'
  return new TimedOutError(`${release} was not ready in time: ${cause}`, {hints: [...evidence, again]})
}

/** The outcome of a connector that failed, after it went back if it can. */
async function fail(
  context: CompleteContext,
  progress: Progress,
  error: UserError,
  before: WorkedBefore | undefined,
  last: Observation | undefined,
): Promise<ConnectorOutcome> {
  if (before !== undefined) return back(context, progress, error, before)
  if (context.rollback && progress.wanted.adopted !== undefined) return backToOther(context, progress, error, progress.wanted.adopted)
  const {host, session} = context
  const helm = await factOf(readRelease(session, progress.plan.record), host.signal)
  const observation = last ?? (await readObservation(host, session, watched(progress.plan, helm)))
  const couldGoBack = workedBefore(progress) === undefined ? [] : waysBack([progress.wanted])
  return failed(progress, {observation, isUp: last === undefined && observation.fault === undefined, helm}, withHints(error, couldGoBack))
}

async function back(context: CompleteContext, progress: Progress, error: UserError, before: WorkedBefore): Promise<ConnectorOutcome> {
  const {host, session} = context
  const {name, revision} = before.release
  const kept = 'To keep a failed revision for a closer look, pass --no-rollback.'
  const longer = {...context, deadline: new Date(host.now().getTime() + backMs)}
  host.talk.step(`The upgrade of ${name} failed. Revision ${revision} worked before.`)
  try {
    const release = await goBack(longer, progress, before)
    const ending = await observe(host, session, watched(progress.plan, known(release)), {deadline: longer.deadline, savesNode: false})
    const stays = release.revision === revision
    const how = `${name} ${stays ? 'stays at' : 'was rolled back to'}`
    const works = ending.ended === 'up' ? `which works${stays ? '' : ' again'}.` : `but it does not work yet: ${ending.cause}`
    if (ending.ended === 'up') await tidy(longer, progress, before)
    const told = withHints(error, stays ? [] : [kept], `${withFullStop(error.message)} ${how} revision ${revision}, ${works}`)
    return failed(progress, {observation: ending.last, isUp: ending.ended === 'up', helm: known(release), before}, told)
  } catch (cause) {
    if (!(cause instanceof UserError) || cause instanceof InterruptedError) throw cause
    const told = withHints(
      error,
      cause.hints,
      `${withFullStop(error.message)} The rollback to revision ${revision} failed, too: ${cause.message}`,
    )
    return fail(context, progress, told, undefined, undefined)
  }
}

/** The outcome of an adoption that failed: the connector that was to be taken over runs again, and of the new one nothing is left. */
async function backToOther(context: CompleteContext, progress: Progress, error: UserError, adopted: Adopted): Promise<ConnectorOutcome> {
  const {host, session} = context
  const {isBack, words, hints} = await giveBack(context, progress.wanted, adopted)
  const helm = await factOf(readRelease(session, progress.plan.record), host.signal)
  const observation = await readObservation(host, session, watched(progress.plan, helm))
  const kept = 'To keep a new connector that does not work for a closer look, pass --no-rollback.'
  const told = withHints(error, [...hints, ...(isBack ? [kept] : [])], `${withFullStop(error.message)} ${words}`)
  const outcome = failed(progress, {observation, isUp: false, helm}, told)
  return isBack ? {...outcome, result: {...outcome.result, changed: false}} : outcome
}

/** The connector works again, so what is left in the new place of a failed move is only a warning. */
async function tidy(context: CompleteContext, progress: Progress, before: WorkedBefore): Promise<void> {
  try {
    await leaveNewPlace(context, progress, before)
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    context.host.talk.warning(error.message, [...error.hints, 'The next install tries again.'])
  }
}
