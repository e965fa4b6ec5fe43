import type {ClusterRef} from '../../azure/azure.ts'
import {readNamespaceUse} from './namespace-use.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import {notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import type {Installed} from '../inventory/installed.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import type {KubeOptions} from '../model/spec.ts'
import {withCluster, type ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {howFar, openJournal, type Journal} from '../session/journal.ts'
import {lockConnectors, type Lock} from '../session/lock.ts'
import {refuseUnfinished} from '../session/unfinished-helm.ts'
import {refuseChanged} from './refuse-changed.ts'
import {warn} from './warnings.ts'
import {removeStrays} from './remove-strays.ts'
import {readRemovalFacts, type RemovalFacts, type RemovalTarget} from './facts.ts'
import {finish} from './finish.ts'
import {outcomeOfOwned} from './outcomes.ts'
import {planConnector} from './plan.ts'
import {describe, type Step} from './steps/steps.ts'
import {assignmentsToDelete, recordsToDelete} from './last-steps.ts'
import {takeSteps, type ConnectorPlan} from './take-steps.ts'
import {assignmentsIn, inWords, toldThings, type Thing} from './things.ts'

export interface RemoveSpec extends ConnectorFilter {
  readonly cluster: ClusterRef
  readonly kube: KubeOptions
  readonly graceful: boolean
  readonly ignoreNotFound: boolean
  readonly dryRun: boolean
  readonly timeoutMs: number
  /** How long to wait for another run that holds the lock of a connector. */
  readonly lockTimeoutMs: number
  /** Remove a release even if another Helm may be working on it. */
  readonly takeOver: boolean
}

export interface RemovalReport {
  /** With `dryRun`: the steps, in order. */
  readonly steps: readonly Step[]
  /** One a connector; with `dryRun` only of those that vkctl would leave. */
  readonly outcomes: readonly RemoveOutcome[]
}

/**
 * Removes connectors: reads the facts, plans the steps, lists what will be deleted and asks, takes the steps of each connector, then
 * removes what they shared, and finally reads what is left. Every connector is tried. `confirm` rejects when the user says no.
 */
export async function remove(host: Host, spec: RemoveSpec, confirm: (question: string) => Promise<void>): Promise<RemovalReport> {
  return withCluster(host, spec.cluster, spec.kube, async session => {
    await session.checkKubectl()
    const facts = await host.talk.during('read', 'Reading what belongs to the connectors', () => readRemovalFacts(host, session, spec))
    const {targets, owned, others, strays} = facts
    const kept = owned.map(outcomeOfOwned)
    if (!spec.takeOver) refuseUnfinished(facts.unfinished, session.now())
    if (targets.length + owned.length + strays.length === 0) {
      if (spec.ignoreNotFound) return {steps: [], outcomes: []}
      throw notFound(spec, others)
    }
    const plans = targets.map(target => ({target, steps: planConnector(target, spec)}))
    await warn(host, session, facts)
    if (spec.dryRun) return {steps: await allSteps(host, session, plans, facts), outcomes: kept}
    if (targets.length + strays.length === 0) return {steps: [], outcomes: kept}
    // Of what is not removed, there is nothing to ask.
    if (sureOf(targets).length + strays.length > 0) await confirm(questionAbout(facts))
    const deadline = new Date(host.now().getTime() + spec.timeoutMs)
    const journal = openJournal(host.talk, describe)
    if (spec.graceful) host.talk.step('Graceful option selected, will try to drain the node first')
    let lock: Lock | undefined
    let gone: readonly Installed[] = []
    try {
      lock = await lockConnectors(host, session, lockable(sureOf(targets)), {command: 'remove-connector', waitMs: spec.lockTimeoutMs})
      await refuseChanged(session, targets)
      const context = {host, session, deadline, journal, lock}
      const outcomes = await finish(context, await takeSteps(context, plans), others)
      gone = targets.filter((_, index) => outcomes[index]?.result.left.length === 0).map(({connector}) => connector)
      return {steps: [], outcomes: [...outcomes, ...(await removeStrays(context, strays)), ...kept]}
    } catch (error) {
      throw interruption(host.signal, error, toldAfterInterrupt(journal)) ?? error
    } finally {
      await lock?.release(gone)
    }
  })
}

/** The connectors that are removed, at least in part. */
function sureOf(targets: readonly RemovalTarget[]): readonly RemovalTarget[] {
  return targets.filter(({doubts}) => doubts.length === 0)
}

/** The connectors that can be locked. Without its namespace, nothing can install a connector either, and there is no place for its lock. */
function lockable(targets: readonly RemovalTarget[]): readonly Installed[] {
  return targets.flatMap(({connector, namespace}) =>
    namespace === undefined || namespace.metadata.deletionTimestamp !== undefined ? [] : connector,
  )
}

/** Names everything that will be deleted. The objects of the chart are not named, because their release is. */
function questionAbout(facts: RemovalFacts): string {
  const {targets, strays} = facts
  const sure = sureOf(targets)
  const assignments = assignmentsThatGo(facts)
  const goes = (thing: Thing): boolean => (thing.kind === 'role assignment' ? assignments.has(thing.id) : isDeleted(thing))
  const things = [
    ...sure.flatMap(({before}) => toldThings(before).filter(goes).map(inWords)),
    ...strays.map(({id}) => `role assignment ${id}`),
    ...namespacesThatMayGo(facts).map(name => `namespace ${name} (if it contains nothing else)`),
  ]
  const what = things.length === 0 ? 'Nothing' : [...new Set(things)].join(', ')
  return `This will delete: ${what}. Are you sure you want to perform this operation?`
}

/** The role assignments that go if everything succeeds: those that no connector that stays uses. */
function assignmentsThatGo({targets, others}: RemovalFacts): ReturnType<typeof assignmentsToDelete> {
  const sure = sureOf(targets)
  return assignmentsToDelete({
    gone: sure.map(({connector}) => connector),
    staying: [...others, ...targets.filter(target => !sure.includes(target)).map(({connector}) => connector)],
    assignments: assignmentsIn(sure.map(({before}) => before)),
  })
}

/** Namespaces that vkctl created and in which no connector remains. */
function namespacesThatMayGo({targets, others}: RemovalFacts): readonly string[] {
  const staying = [...others, ...targets.filter(({doubts}) => doubts.length > 0).map(({connector}) => connector)]
  const ours = targets.flatMap(({namespace}) => (namespace !== undefined && isOurNamespace(namespace) ? namespace.metadata.name : []))
  return [...new Set(ours)].filter(name => !staying.some(({namespace}) => namespace === name))
}

function isDeleted(thing: Thing): boolean {
  return thing.kind !== 'container group' || thing.certain
}

/** What would be done, also at the end if nothing is left by then. */
async function allSteps(
  host: Host,
  session: ClusterSession,
  plans: readonly ConnectorPlan[],
  facts: RemovalFacts,
): Promise<readonly Step[]> {
  const {others, strays} = facts
  const sure = plans.filter(({target}) => target.doubts.length === 0)
  const gone = sure.map(({target}) => target.connector)
  const staying = [...others, ...plans.filter(plan => !sure.includes(plan)).map(({target}) => target.connector)]
  return [
    ...sure.flatMap(({steps}) => steps),
    ...[...assignmentsThatGo(facts).keys(), ...strays.map(({id}) => id)].map(id => ({do: 'delete-role-assignment', id}) as const),
    ...(await Promise.all(
      recordsToDelete({gone, staying}).map(async ({namespace, releases, isLast}): Promise<Step> => {
        const goes = isLast && (await readNamespaceUse(host, session, {namespace, releases})).use === 'ours'
        return goes ? {do: 'delete-namespace', namespace} : {do: 'delete-records', namespace, releases}
      }),
    )),
  ]
}

function toldAfterInterrupt(journal: Journal<Step>): readonly Line[] {
  const far = howFar(journal)
  const cordoned = journal.done.filter(step => step.do === 'cordon-node').map(({nodeName}) => nodeName)
  return [
    ...(far.length === 0 ? ['Nothing was removed.'] : far),
    ...cordoned.flatMap(node => [`No new pods are placed on the node ${node}. To keep the connector:`, kubectl`uncordon ${node}`]),
    'Run the same command again to remove the rest.',
  ]
}
