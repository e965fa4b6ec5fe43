import type {ClusterRef} from '../../azure/azure.ts'
import {InterruptedError, UserError} from '../../errors.ts'
import {claimTargets, releaseTargets} from './claim-targets.ts'
import {withCluster} from '../session/cluster-session.ts'
import {finish, type Taken} from './finish-removal.ts'
import type {Host} from '../session/host.ts'
import {interruption} from '../session/interruption.ts'
import {howFar, openJournal} from '../session/journal.ts'
import type {RemoveOutcome} from '../model/outcome.ts'
import {removeOne, type RemoveContext} from './remove-one.ts'
import {notFound, type ConnectorFilter} from '../inventory/connector-filter.ts'
import {findTargets, type RemovalTarget} from './removal-target.ts'
import type {KubeOptions} from '../model/spec.ts'

export interface RemoveSpec extends ConnectorFilter {
  readonly cluster: ClusterRef
  readonly kube: KubeOptions
  readonly graceful: boolean
  readonly ignoreNotFound: boolean
  readonly timeoutMs: number
}

/** Removes connectors. Every one of them is attempted; what is left is listed. `confirm` is asked when pods run on their nodes. */
export async function remove(
  host: Host,
  spec: RemoveSpec,
  confirm: (question: string) => Promise<void>,
): Promise<readonly RemoveOutcome[]> {
  return withCluster(host, spec.cluster, spec.kube, async session => {
    await session.checkKubectl()
    const {targets, others} = await findTargets(host, session, spec)
    if (targets.length === 0) {
      if (spec.ignoreNotFound) return []
      throw notFound(spec, others)
    }
    const pods = targets.flatMap(target => target.pods)
    if (pods.length > 0) {
      await confirm(
        `${pods.length} pod${pods.length === 1 ? '' : 's'} on ${targets.map(({connector}) => connector.nodeName).join(' and ')} will be deleted: ${pods.map(({metadata}) => `${metadata.namespace}/${metadata.name}`).join(', ')}. Are you sure you want to perform this operation?`,
      )
    }
    const journal = openJournal(host.talk, (step: string) => step)
    const deadline = new Date(host.now().getTime() + spec.timeoutMs)
    const context: RemoveContext = {host, session, journal, graceful: spec.graceful, deadline}
    let begun: readonly Promise<Taken>[] = []
    try {
      await claimTargets(host, session, targets, deadline)
      begun = targets.map(target => attempt(context, target))
      return await finish(context, await Promise.all(begun), others)
    } catch (error) {
      // What still runs for another connector is interrupted too, but not yet ended.
      await Promise.allSettled(begun)
      await releaseTargets(host, session, targets)
      const far = howFar(journal)
      throw (
        interruption(host.signal, error, [
          ...(far.length === 0 ? ['Nothing was removed.'] : far),
          'Run the same command again to remove the rest.',
        ]) ?? error
      )
    }
  })
}

async function attempt(context: RemoveContext, target: RemovalTarget): Promise<Taken> {
  const removed: string[] = []
  try {
    await removeOne(context, target, removed)
    return {target, removed, error: undefined}
  } catch (error) {
    // One OS that cannot be removed must not keep the other from being removed.
    if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
    return {target, removed, error}
  }
}
