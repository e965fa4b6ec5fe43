import type {ClusterRef} from '../../azure/azure.ts'
import {notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import type {Installed} from '../inventory/installed.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import type {KubeOptions} from '../model/spec.ts'
import {withCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {howFar, openJournal, type Journal} from '../session/journal.ts'
import {lockConnectors, type Lock} from '../session/lock.ts'
import {refuseChanged} from './refuse-changed.ts'
import {readRemovalFacts, type RemovalTarget} from './facts.ts'
import {finish} from './finish.ts'
import {planConnector} from './plan.ts'
import {describe, type Step} from './steps/steps.ts'
import {takeSteps} from './take-steps.ts'

export interface RemoveSpec extends ConnectorFilter {
  readonly cluster: ClusterRef
  readonly kube: KubeOptions
  readonly graceful: boolean
  readonly ignoreNotFound: boolean
  readonly timeoutMs: number
  /** How long to wait for another run that works on a connector. */
  readonly lockTimeoutMs: number
}

/**
 * Removes connectors: reads what is there, asks about the pods, plans, takes the steps of each connector, removes what the connectors shared, and reads what
 * is left. An error of one connector does not stop the others. `confirm` rejects if the user says no.
 */
export async function remove(
  host: Host,
  spec: RemoveSpec,
  confirm: (question: string) => Promise<void>,
): Promise<readonly RemoveOutcome[]> {
  return withCluster(host, spec.cluster, spec.kube, async session => {
    await session.checkKubectl()
    const {targets, others} = await readRemovalFacts(host, session, spec)
    if (targets.length === 0) {
      if (spec.ignoreNotFound) return []
      throw notFound(spec, others)
    }
    if (targets.some(({pods}) => pods.length > 0)) await confirm(questionAbout(targets))
    const deadline = new Date(host.now().getTime() + spec.timeoutMs)
    const journal = openJournal(host.talk, describe)
    if (spec.graceful) host.talk.step('Graceful option selected, will try to drain the node first')
    const plans = targets.map(target => ({target, steps: planConnector(target, spec)}))
    let lock: Lock | undefined
    let gone: readonly Installed[] = []
    try {
      lock = await lockConnectors(host, session, lockable(targets), {command: 'remove-connector', waitMs: spec.lockTimeoutMs})
      await refuseChanged(session, targets)
      const context = {host, session, deadline, journal, lock}
      const outcomes = await finish(context, await takeSteps(context, plans), others)
      gone = targets.filter((_, index) => outcomes[index]?.result.left.length === 0).map(({connector}) => connector)
      return outcomes
    } catch (error) {
      throw interruption(host.signal, error, toldAfterInterrupt(journal)) ?? error
    } finally {
      await lock?.release(gone)
    }
  })
}

/** The connectors that can be locked. If only the node is left of a connector, there is no namespace for its lock. */
function lockable(targets: readonly RemovalTarget[]): readonly Installed[] {
  return targets.map(({connector}) => connector).filter(({namespace}) => namespace !== '')
}

function questionAbout(targets: readonly RemovalTarget[]): string {
  const pods = targets.flatMap(target => target.pods)
  const nodes = targets.map(({connector}) => connector.nodeName).join(' and ')
  const names = pods.map(({metadata}) => `${metadata.namespace}/${metadata.name}`).join(', ')
  const count = `${pods.length} pod${pods.length === 1 ? '' : 's'}`
  return `${count} on ${nodes} will be deleted: ${names}. Are you sure you want to perform this operation?`
}

function toldAfterInterrupt(journal: Journal<Step>): readonly string[] {
  const far = howFar(journal)
  return [...(far.length === 0 ? ['Nothing was removed.'] : far), 'Run the same command again to remove the rest.']
}
