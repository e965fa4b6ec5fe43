import {isDaemonPod} from '../../checks/facts/pod-state.ts'
import {InterruptedError, UserError} from '../../errors.ts'
import {ofKind, type ObjectRef, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {cordon, deleteObjects, deletePods, drain, uncordon} from '../../kubernetes/write.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {waitForNoGroups} from './container-groups.ts'
import {runsConnectorOf} from '../model/deployment-arguments.ts'
import type {Host} from '../session/host.ts'
import type {Journal} from '../session/journal.ts'
import {podsOn, type RemovalTarget} from './removal-target.ts'

export interface RemoveContext {
  readonly host: Host
  readonly session: ClusterSession
  readonly journal: Journal<string>
  readonly graceful: boolean
  readonly deadline: Date
}

/**
 * Takes one connector down, in the order in which nothing is orphaned; tells what is gone in `removed`, also when it fails half-way.
 * Its receipt stays until all else is seen to be gone.
 */
export async function removeOne(context: RemoveContext, target: RemovalTarget, removed: string[]): Promise<void> {
  const {host, session, journal, deadline} = context
  const {release, namespace, nodeName, facts, origin} = target.connector
  const take = async (what: string, step: string, act: () => Promise<unknown>): Promise<void> => {
    await journal.take(step, act)
    removed.push(what)
  }
  if (facts.node.known && facts.node.value !== undefined) {
    await journal.take(`Cordon the node ${nodeName}`, () => cordon(session.kubectl, nodeName))
  }
  await movePodsOff(context, target)
  const daemonPods = target.pods.filter(isDaemonPod)
  const connectorRuns = facts.pods.known && facts.pods.value.length > 0
  const staying = new Set(connectorRuns ? daemonPods.map(({metadata}) => metadata.uid ?? '') : [])
  await journal.take(`Wait until the container groups of ${nodeName} are gone`, () =>
    waitForNoGroups(host, session, target, {deadline, connectorRuns, staying}),
  )
  if (origin !== 'node') {
    await take(`release ${release}`, `Undeploying the '${release}' using Helm`, () =>
      session.helm.uninstall({release, namespace, timeoutMs: remaining(host, deadline)}),
    )
    await waitForNoConnector(context, target)
  }
  if (staying.size > 0) {
    await journal.take(`Wait until the container groups of the DaemonSets on ${nodeName} are gone`, () =>
      waitForNoGroups(host, session, target, {deadline, connectorRuns: false, staying: new Set()}),
    )
  }
  const leftover: readonly ObjectRef[] = [
    {apiVersion: 'v1', kind: 'Node', name: nodeName},
    {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name: nodeName, namespace: 'kube-node-lease'},
    ...(origin === 'vkctl' ? [{apiVersion: 'v1', kind: 'Secret', name: release, namespace}] : []),
  ]
  await take(`node ${nodeName}`, `Delete the node ${nodeName} and its lease`, () =>
    deleteObjects(session.kubectl, leftover, {waitMs: remaining(host, deadline)}),
  )
  await dropStuckPods(session, nodeName)
  removed.push(...target.pods.map(({metadata}) => `pod ${metadata.namespace}/${metadata.name}`))
  removed.push(`lease kube-node-lease/${nodeName}`, ...(origin === 'vkctl' ? [`secret ${namespace}/${release}`] : []))
}

async function movePodsOff(
  {host, session, journal, graceful, deadline}: RemoveContext,
  {connector: {nodeName}, pods}: RemovalTarget,
): Promise<void> {
  const movable = pods.filter(pod => !isDaemonPod(pod))
  if (movable.length === 0) return
  if (!graceful) {
    await journal.take(`Delete the pods on ${nodeName}`, () => deleteByNamespace(session, movable, {graceSeconds: 1}))
    return
  }
  host.talk.step('Graceful option selected, will try to drain the node first')
  try {
    await journal.take(`Drain the node ${nodeName}`, () => drain(session.kubectl, nodeName, remaining(host, deadline)))
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    await uncordon(session.kubectl, nodeName)
    throw new UserError(`${(error as Error).message} Nothing of it was removed, and the node takes pods again.`, {
      ...(error instanceof UserError && {exitCode: error.exitCode}),
      hints: ['A disruption budget or a long grace period holds the pods; wait, give a longer --timeout, or remove without --graceful.'],
      cause: error,
    })
  }
}

function deleteByNamespace(
  session: ClusterSession,
  pods: readonly PodObject[],
  options: {readonly graceSeconds: number; readonly force?: boolean},
): Promise<unknown> {
  const byNamespace = Map.groupBy(pods, ({metadata}) => metadata.namespace ?? 'default')
  return Promise.all(
    [...byNamespace].map(([namespace, group]) =>
      deletePods(
        session.kubectl,
        namespace,
        group.map(({metadata}) => metadata.name),
        options,
      ),
    ),
  )
}

/**
 * Their container groups are gone and nobody will finish these pods: they are only entries in the API now. As long as there is the node, a
 * DaemonSet would put new ones there, so this comes after it.
 */
async function dropStuckPods(session: ClusterSession, nodeName: string): Promise<void> {
  const stuck = await podsOn(session, nodeName)
  if (stuck.length > 0) await deleteByNamespace(session, stuck, {graceSeconds: 0, force: true})
}

const pollMs = 250

/** A connector that still runs would write its node's status and lease again. */
async function waitForNoConnector({host, session, deadline}: RemoveContext, {connector: {facts, nodeName}}: RemovalTarget): Promise<void> {
  const namespace = facts.deployments.known ? facts.deployments.value[0]?.metadata.namespace : undefined
  if (namespace === undefined) return
  while (host.now() < deadline) {
    const {objects, unread} = await listObjects(session.kubectl, {kinds: ['pods'], namespace})
    if (unread.length === 0 && !ofKind(objects, 'Pod').some(pod => runsConnectorOf(pod, nodeName))) return
    await host.sleep(pollMs)
  }
}

export function remaining(host: Host, deadline: Date): number {
  return Math.max(1000, deadline.getTime() - host.now().getTime())
}
