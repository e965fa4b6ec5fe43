import {known} from '../../checks/engine/fact.ts'
import {roleAssigned} from '../../checks/rules/azure-permissions.ts'
import {isFailure, type Finding} from '../../checks/engine/finding.ts'
import {imagePulled} from '../../checks/rules/connector-pod.ts'
import {useCharts} from '../../helm/chart.ts'
import type {ConnectorOutcome} from '../model/outcome.ts'
import type {InstallSpec} from '../model/spec.ts'
import {withCluster, type ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {howFar, openJournal} from '../session/journal.ts'
import {lockConnectors, type Lock} from '../session/lock.ts'
import {refuseUnfinished} from '../session/unfinished-helm.ts'
import {beginAdoption} from './adopt/begin-adoption.ts'
import {adoptionQuestion} from './adopt/words.ts'
import {readNamedObjects} from './charts/named-objects.ts'
import {plannedSteps, type PlannedStep} from './changes/planned-steps.ts'
import {readReleaseChanges} from './changes/read-changes.ts'
import {compareAll} from './charts/compare-all.ts'
import {chosenCharts} from './charts/chosen-charts.ts'
import {consentToRoles, consentToUndo, type Offer} from './consent.ts'
import {readFacts, type Facts} from './facts.ts'
import {releasesOf} from './existing.ts'
import {complete} from './completion/complete.ts'
import {warnOfLostAssignments} from './move/lost-assignments.ts'
import {questionAbout, readMovingPods} from './move/moves.ts'
import {obstacleInWords, obstaclesOf} from './obstacles/node-steps.ts'
import {changedBy, needsKubectl, planInstall, type InstallPlan} from './plan.ts'
import {readPodFacts, type PodFacts} from './pod-facts.ts'
import {preflight} from './preflight.ts'
import {wayOn} from './completion/way-on.ts'
import {createNamespace} from './steps/create-namespace.ts'
import {describe} from './steps/steps.ts'
import {refuseNamespace} from './refuse-namespace.ts'
import {refuseMissing, refuseRecords} from './refuse-records.ts'
import {refuseTaken, refuseUncompared, refuseUnreadNames} from './refuse-taken.ts'
import {allRights} from './rights.ts'
import {scaledDownInWords, scaledDownOf} from './obstacles/scaled-down.ts'
import {allSettled, takeSteps} from './take-steps.ts'
import {wantAll} from './want.ts'
import type {Wanted} from './wanted.ts'

export interface InstallReport {
  readonly plan: InstallPlan
  /** What the plan changes; empty without `dryRun`. */
  readonly steps: readonly PlannedStep[]
  /** One for each connector; empty with `dryRun`. */
  readonly outcomes: readonly ConnectorOutcome[]
}

/** How the user is asked. */
export interface Questions {
  readonly offer: Offer
  /** `--yes`: the user agrees to everything. */
  readonly yes: boolean
  /** Rejects when the user says no. */
  readonly confirm: (question: string) => Promise<void>
}

interface InstallContext {
  readonly host: Host
  readonly spec: InstallSpec
  readonly session: ClusterSession
  readonly ask: Questions
  readonly deadline: Date
}

/**
 * Installs, upgrades or repairs connectors: reads the facts, checks them, plans the steps and takes them. Changes nothing before the plan is
 * complete. Rejects with PreflightError (exit code 4) if a check fails, and with other errors if nothing was installed. An error of one
 * connector only is in its outcome.
 */
export async function install(host: Host, asked: InstallSpec, ask: Questions): Promise<InstallReport> {
  const deadline = new Date(host.now().getTime() + asked.timeoutMs)
  try {
    return await withCluster(host, asked.cluster, asked.kube, async session => {
      const {spec, adopted} = await beginAdoption(host, session, asked)
      const context = {host, spec, session, ask, deadline}
      const facts = await host.talk.during('read', 'Reading Azure and the cluster', () => readFacts(host, session, spec))
      refuseNamespace(host, spec, facts.namespace)
      if (spec.mustExist) refuseMissing(facts)
      refuseRecords(host, session, spec, facts.existing)
      if (!spec.takeOver) refuseUnfinished(releasesOf(facts), session.now())
      // With --dry-run nothing runs, and the plan shows where the charts come from.
      const chosen = await chosenCharts({...facts, given: spec.given, reset: spec.reset}, spec.dryRun ? async () => {} : ask.confirm)
      return useCharts(session.helm, chosen, host.root, async charts => {
        const wanted = await host.talk.during('read', 'Comparing the cluster with the chart', async () =>
          compareAll(session, await wantAll({host, session, spec, facts, charts, adopted})),
        )
        const [named, pods] = await host.talk.during('read', 'Checking what the connectors need', () =>
          Promise.all([readNamedObjects(session, wanted), readPodFacts(host, session, wanted)]),
        )
        refuseTaken(wanted, named)
        const mayAssign = await agree(context, check(context, facts, wanted, pods))
        refuseUnreadNames(named)
        await warnOfLostAssignments(host, session, wanted)
        const moving = await readMovingPods(session, wanted)
        const question = adoptionQuestion(wanted) ?? questionAbout(wanted, moving)
        if (question !== undefined && !spec.dryRun) await ask.confirm(question)
        const removesObstacles = await consentToUndo(host.talk, undoable(wanted), ask, spec)
        const plan = planInstall({
          namespace: {name: spec.namespace, existing: facts.namespace},
          roles: mayAssign ? allRights([...facts.own.values()].map(({rights}) => rights)) : [],
          wanted,
          principal: spec.wait && !spec.skipChecks.includes(roleAssigned.id) ? spec.servicePrincipal : undefined,
          moving,
          removesObstacles,
          triesImages: !spec.skipChecks.includes(imagePulled.id),
        })
        if (!spec.dryRun) {
          refuseUncompared(wanted)
          return {plan, steps: [], outcomes: await carryOut(context, plan, wanted)}
        }
        const ofReleases = await readReleaseChanges(session, wanted, named)
        return {plan, steps: plannedSteps(plan, {wanted, namespace: facts.namespace, ofReleases}), outcomes: []}
      })
    })
  } catch (error) {
    throw interruption(host.signal, error, ['Nothing was changed.']) ?? error
  }
}

function check(
  {host, session: {cluster, now}, spec}: InstallContext,
  facts: Facts,
  wanted: readonly Wanted[],
  pods: ReadonlyMap<string, PodFacts>,
): readonly Finding[] {
  const {provider, subscriptionState, usages, capabilities, installerReviews, own} = facts
  return preflight({
    facts: {cluster: known(cluster), provider: known(provider), subscriptionState, usages, capabilities, installerReviews},
    own,
    pods,
    wanted,
    cloud: host.azure.cloud.name,
    clusterName: cluster.name,
    now: now(),
    target: host.target,
    skip: spec.skipChecks,
  })
}

/** What others did on purpose, as sentences. */
function undoable(wanted: readonly Wanted[]): readonly string[] {
  return [...obstaclesOf(wanted).map(obstacleInWords), ...wanted.flatMap(one => scaledDownOf(one) ?? []).map(scaledDownInWords)]
}

/** Prints the warnings and asks about missing roles. Returns whether vkctl may assign roles. */
function agree({host, spec, ask}: InstallContext, findings: readonly Finding[]): Promise<boolean> {
  for (const {verdict, message} of findings) if (verdict === 'warning') host.talk.warning(message)
  return consentToRoles(findings.filter(isFailure), spec.assignRole, ask.offer)
}

/** Takes the steps, waits until the connectors are ready, and returns an outcome for each. */
async function carryOut(
  {host, session, spec, deadline}: InstallContext,
  plan: InstallPlan,
  wanted: readonly Wanted[],
): Promise<readonly ConnectorOutcome[]> {
  if (needsKubectl(session, plan)) await session.checkKubectl()
  const journal = openJournal(host.talk, describe)
  const context = {host, session, deadline, journal, wait: spec.wait}
  let lock: Lock | undefined
  try {
    const first = plan.namespace
    if (first !== undefined) await journal.take(first, () => createNamespace.take(first, context))
    lock = await lockConnectors(host, session, changedBy(plan), {command: 'install-connector', waitMs: spec.lockTimeoutMs})
    const progress = await takeSteps({...context, lock}, plan, wanted)
    const hasNewRole = plan.shared.some(step => step.do === 'assign-role')
    const whole = {...context, lock, hasNewRole, rollback: spec.rollback}
    return await allSettled(
      progress.map(async one => {
        const outcome = await complete(whole, one)
        if (progress.length > 1 && outcome.result.status === 'Ready' && outcome.result.changed && outcome.error === undefined)
          host.talk.step(`${outcome.result.release} is ready.`)
        return outcome
      }),
    )
  } catch (error) {
    const far = howFar(journal)
    const left = [...far, ...wayOn(plan, wanted)]
    throw interruption(host.signal, error, far.length === 0 ? ['Nothing was changed.'] : left) ?? error
  } finally {
    // Until then another run would restart a connector that this one still waits for.
    await lock?.release()
  }
}
