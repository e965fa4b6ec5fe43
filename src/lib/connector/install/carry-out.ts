import {valueOf} from '../../checks/engine/fact.ts'
import {InterruptedError, TimedOutError, UserError} from '../../errors.ts'
import {ClusterUnreachable} from '../../kubernetes/kubectl-errors.ts'
import {applyConnector, applyShared, record, type ApplyContext} from './apply.ts'
import {releaseClaims} from '../session/claim.ts'
import {diagnose} from '../wait/diagnose.ts'
import {imageOf} from '../model/deployment-arguments.ts'
import {imageOfValues} from '../model/image.ts'
import {interruption} from '../session/interruption.ts'
import {howFar, openJournal, type Journal} from '../session/journal.ts'
import type {Observation, Watched} from '../wait/look.ts'
import {observe} from '../wait/observe.ts'
import {throughOutage} from '../session/outage.ts'
import type {ConnectorOutcome} from '../model/outcome.ts'
import {installDigest, type Wanted} from './plan-install.ts'
import {describe, type ConnectorPlan, type InstallPlan, type Step} from './plan.ts'
import type {Receipt} from '../model/receipt.ts'
import type {ConnectorResult, ConnectorStatus} from '../model/result.ts'

interface Progress {
  readonly plan: ConnectorPlan
  readonly wanted: Wanted
  readonly revision: number | undefined
  readonly error: UserError | undefined
  /** Whether anything was changed for it, in Azure or in the cluster. */
  readonly changed: boolean
}

/** Takes the steps of a plan, waits for what was asked for, and tells how it went with each connector. */
export async function carryOut(
  context: Omit<ApplyContext, 'journal'> & {readonly wait: boolean},
  plan: InstallPlan,
  wanted: readonly Wanted[],
): Promise<readonly ConnectorOutcome[]> {
  const journal = openJournal(context.host.talk, describe)
  const full: ApplyContext = {...context, journal}
  let recorded = false
  let begun: readonly Promise<unknown>[] = []
  const release = () => releaseClaims(context.host, context.session, begunClaims(journal))
  try {
    const assigning = plan.shared.filter(step => step.do === 'assign-role')
    await applyShared(full, assigning)
    const claiming = plan.shared.filter(step => step.do !== 'assign-role')
    const claimed = applyShared(full, claiming)
    const upgrades = plan.connectors.map((connector, index) =>
      upgradeOne(full, connector, wanted[index] as Wanted, {claimed, assigned: assigning.length > 0}),
    )
    begun = [claimed, ...upgrades]
    const [, ...progress] = await Promise.all([claimed, ...upgrades])
    const alive = progress.filter(({error}) => error === undefined)
    const changed = progress.filter(({plan: {steps}}) => steps.length > 0)
    // One step, however often an outage makes it be tried.
    const recording = {do: 'record', releases: changed.map(({plan}) => plan.receipt.release)} as const
    const writeDown = async (): Promise<void> => {
      await record(full, recording, changed.map(noteOf))
      recorded = true
    }
    await (context.wait ? writeDownBeforeWait(full, writeDown) : writeDown())
    const observations = context.wait
      ? await observe(context.host, context.session, alive.map(watched), context.deadline)
      : new Map<string, Observation>()
    if (!recorded) await release()
    return await Promise.all(progress.map(one => outcomeOf(full, one, observations.get(one.plan.receipt.release), context.wait)))
  } catch (error) {
    // What still runs for another connector is interrupted too, but not yet ended.
    await Promise.allSettled(begun)
    if (!recorded) await release()
    throw interruption(context.host.signal, error, whatIsLeft(journal)) ?? error
  }
}

/** When the API server is away until time runs out, the wait tells of it; without its receipt a connector is upgraded once more by the next run. */
async function writeDownBeforeWait({host, deadline}: ApplyContext, writeDown: () => Promise<void>): Promise<void> {
  try {
    await throughOutage(host, deadline, writeDown)
  } catch (error) {
    if (!(error instanceof ClusterUnreachable)) throw error
    host.talk.info(`The receipt could not be written: ${error.message}`)
  }
}

function noteOf({plan, wanted, revision, error}: Progress): Parameters<typeof record>[2][number] {
  if (error !== undefined) return {plan, applied: undefined}
  return {plan, applied: {digest: installDigest(wanted), revision: revision ?? 0, chart: chartOf(wanted), image: plannedImage(wanted)}}
}

/** What may be claimed by now. */
function begunClaims({done, unfinished}: Journal<Step>): readonly Receipt[] {
  return [...done, ...unfinished].flatMap(step => (step.do === 'claim' ? step.receipts.map(({receipt}) => receipt) : []))
}

interface Before {
  readonly claimed: Promise<void>
  readonly assigned: boolean
}

async function upgradeOne(context: ApplyContext, plan: ConnectorPlan, wanted: Wanted, {claimed, assigned}: Before): Promise<Progress> {
  const changed = assigned || plan.steps.length > 0
  try {
    return {
      plan,
      wanted,
      changed,
      revision: (await applyConnector(context, plan, claimed)) ?? wanted.existing.release?.revision,
      error: undefined,
    }
  } catch (error) {
    // One OS that fails must not hide that the other works; an interrupt or a bug ends both.
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {plan, wanted, changed, revision: wanted.existing.release?.revision, error}
  }
}

function watched({plan: {receipt, podNamespace}}: Progress): Watched {
  return {release: receipt.release, nodeName: receipt.nodeName, osType: receipt.osType, namespace: podNamespace}
}

async function outcomeOf(
  {host, session}: ApplyContext,
  progress: Progress,
  observation: Observation | undefined,
  wait: boolean,
): Promise<ConnectorOutcome> {
  const {error, wanted} = progress
  if (error !== undefined) return {result: resultOf(progress, 'Failed'), error}
  // Without a wait nobody looked.
  if (!wait) return {result: resultOf(progress, progress.plan.steps.length > 0 ? 'Installing' : 'Unknown'), error: undefined}
  if (observation?.up === true) return {result: resultOf(progress, 'Ready', observation), error: undefined}
  if (observation?.look.deployments.known === true && observation.look.deployments.value.length === 0) {
    const removed = new UserError(`${wanted.receipt.release} was removed by somebody while vkctl waited for it.`, {
      hints: ['Run the same command again if it is wanted.'],
    })
    return {result: resultOf(progress, 'Missing', observation), error: removed}
  }
  const evidence = observation === undefined ? [] : await diagnose(host, session, wanted.receipt, observation)
  return {
    result: resultOf(progress, observation?.look.deployments.known === false ? 'Unknown' : 'NotReady', observation),
    error: new TimedOutError(`${wanted.receipt.release} was not ready in time: ${evidence[0] ?? ''}`, {
      hints: [...evidence.slice(1), 'Run the same command again when the cause is mended, or give a longer --timeout.'],
    }),
  }
}

function resultOf({wanted, revision, changed}: Progress, status: ConnectorStatus, observation?: Observation): ConnectorResult {
  const {connectorName, osType, release, namespace, nodeName, location, aciResourceGroup} = wanted.receipt
  const image = imageOf(valueOf(observation?.look.deployments)?.[0]) ?? plannedImage(wanted)
  return {
    connectorName,
    osType,
    release,
    namespace,
    nodeName,
    location,
    aciResourceGroup,
    image,
    chart: chartOf(wanted),
    status,
    revision: revision ?? null,
    changed,
  }
}

/** What another chart runs is only known once its Deployment is seen. */
function plannedImage({chart, values}: Wanted): string | null {
  return chart.kind === 'aci-connector' ? imageOfValues(values) : null
}

function chartOf({chart}: Pick<Wanted, 'chart'>): string {
  return `${chart.name}-${chart.version}`
}

function whatIsLeft(journal: Journal<Step>): readonly string[] {
  const far = howFar(journal)
  if (far.length === 0) return ['Nothing was changed.']
  return [...far, 'Run the same command again to finish, or vkctl remove-connector to take it back.']
}
