import type {ConnectorFacts} from '../checks/connector-values.ts'
import {known, mapFact, unknown, valueOf, type Fact} from '../checks/fact.ts'
import {isNodeReady} from '../checks/node-state.ts'
import {isReady, restarts, whyNotReady} from '../checks/pod-state.ts'
import {named as find, ofKind, type DeploymentObject, type LeaseObject, type PodObject} from '../kube/objects.ts'
import {listObjects, readObjects, type Reading} from '../kube/read.ts'
import {started} from '../started.ts'
import type {ClusterSession} from './cluster-access.ts'
import {nodeArgument, runsConnectorOf} from './deployment-arguments.ts'
import type {Host} from './host.ts'

/** A connector that is waited for. */
export interface Watched {
  readonly release: string
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  /** Where its pod runs. */
  readonly namespace: string
}

type Look = Pick<ConnectorFacts, 'deployments' | 'pods' | 'node' | 'lease'>

export interface Observation {
  readonly up: boolean
  /** What was still missing at the last look; empty when up. */
  readonly missing: string
  readonly look: Look
}

const pollMs = 250
/** What is up must still be up a moment later: a pod that dies right after its start looks ready once. */
const secondLookMs = 1000

/**
 * Waits until every connector is up and still is at a second look, or time runs out. `besides` is work to be done meanwhile; it begins
 * after the first look, so that the two do not compete for the machine.
 */
export async function observe(
  host: Host,
  session: ClusterSession,
  watched: readonly Watched[],
  deadline: Date,
  besides: () => Promise<void> = async () => {},
): Promise<ReadonlyMap<string, Observation>> {
  let beside: Promise<void> | undefined
  /** Since when each is up with the same pod that has not restarted. */
  const since = new Map<string, {readonly pod: string; readonly at: number}>()
  const said = new Map<string, string>()
  const appeared = new Set<string>()
  for (;;) {
    const seen = await lookAtAll(host, session, watched)
    const at = host.now().getTime()
    beside ??= started(besides())
    for (const [release, {up, look}] of seen) {
      if (hasDeployment(look)) appeared.add(release)
      const pod = fingerprint(look)
      if (!up) since.delete(release)
      else if (since.get(release)?.pod !== pod) since.set(release, {pod, at})
    }
    const isStable = (release: string): boolean => at - (since.get(release)?.at ?? at) >= secondLookMs
    // What somebody removes meanwhile does not come back by waiting.
    const isGone = (release: string): boolean =>
      appeared.has(release) && seen.get(release)?.look.deployments.known === true && !hasDeployment(seen.get(release)?.look)
    if (watched.every(({release}) => isStable(release) || isGone(release)) || at >= deadline.getTime()) {
      await beside
      return new Map(
        [...seen].map(([release, one]) => [release, one.up && !isStable(release) ? {...one, up: false, missing: unsettled} : one]),
      )
    }
    for (const [release, {missing}] of seen) {
      if (missing !== '' && said.get(release) !== missing) host.talk.step(`Waiting for ${release}: ${missing}`)
      said.set(release, missing)
    }
    // The second look comes a whole second later, even when time runs out meanwhile.
    const allUp = watched.every(({release}) => since.has(release))
    await host.sleep(allUp ? secondLookMs : Math.max(0, Math.min(pollMs, deadline.getTime() - at)))
  }
}

const unsettled = 'it was not up for a second yet'

function hasDeployment(look: Look | undefined): boolean {
  return (valueOf(look?.deployments) ?? []).length > 0
}

function fingerprint({pods}: Look): string {
  return pods.known ? pods.value.map(pod => `${pod.metadata.uid}:${restarts(pod)}`).join() : ''
}

async function lookAtAll(host: Host, session: ClusterSession, watched: readonly Watched[]): Promise<ReadonlyMap<string, Observation>> {
  const namespaces = new Set(watched.map(({namespace}) => namespace))
  const [workloads, named] = await Promise.all([
    tolerate(
      host,
      Promise.all([...namespaces].map(namespace => listObjects(session.kubectl, {kinds: ['deployments.apps', 'pods'], namespace}))),
    ),
    tolerate(
      host,
      readObjects(
        session.kubectl,
        watched.flatMap(({nodeName: name}) => [
          {apiVersion: 'v1', kind: 'Node', name},
          {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace: 'kube-node-lease'},
        ]),
      ),
    ),
  ])
  return new Map(
    watched.map(connector => {
      const {nodeName} = connector
      const all = mapFact(workloads, readings => readings.flatMap(({objects}) => objects))
      const deployments = mapFact(all, objects => ofKind(objects, 'Deployment').filter(object => nodeArgument(object) === nodeName))
      const pods = mapFact(all, objects => ofKind(objects, 'Pod').filter(pod => runsConnectorOf(pod, nodeName)))
      const look: Look = {
        deployments,
        pods,
        node: mapFact(named, ({objects}) => find(objects, 'Node', nodeName)),
        lease: mapFact(named, ({objects}) => find(objects, 'Lease', nodeName)),
      }
      const missing = whatIsMissing(look, connector)
      return [connector.release, {up: missing === '', missing, look}]
    }),
  )
}

/** The API server may be away for a while: that is something to wait through, not an error. */
async function tolerate<T extends Reading | readonly Reading[]>(host: Host, reading: Promise<T>): Promise<Fact<T>> {
  try {
    const value = await reading
    const unreadable = (Array.isArray(value) ? (value as readonly Reading[]) : [value as Reading]).flatMap(each => each.unreadable)
    return unreadable.length === 0 ? known(value) : unknown(unreadable.join('; '))
  } catch (error) {
    host.signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error))
  }
}

/** What a connector still lacks to be up, in a few words; empty when it is. */
export function whatIsMissing({deployments, pods, node, lease}: Look, {nodeName}: Pick<Watched, 'nodeName'>): string {
  if (!deployments.known) return deployments.reason
  if (!pods.known) return pods.reason
  if (!node.known) return node.reason
  if (!lease.known) return lease.reason
  const missing = missingOfRollout(deployments.value[0], pods.value)
  if (missing !== '') return missing
  if (node.value === undefined) return `node ${nodeName} is not registered`
  if (!isNodeReady(node.value)) return `node ${nodeName} is not Ready`
  return pods.value.some(pod => isReady(pod) && isRenewedBy(pod, lease.value)) ? '' : `node ${nodeName} has not renewed its lease`
}

function missingOfRollout(deployment: DeploymentObject | undefined, pods: readonly PodObject[]): string {
  if (deployment === undefined) return 'there is no Deployment'
  const {metadata, status} = deployment
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0) || status?.updatedReplicas !== 1)
    return 'its Deployment is being rolled out'
  // An evicted pod stays in the API long after another has taken its place.
  const [pod, older] = pods.filter(
    one => one.metadata.deletionTimestamp === undefined && one.status?.phase !== 'Failed' && one.status?.phase !== 'Succeeded',
  )
  if (pod === undefined) return 'its pod is being created'
  if (older !== undefined) return 'an older pod has not ended'
  return isReady(pod) ? '' : `pod ${pod.metadata.name}: ${whyNotReady(pod)}`
}

/**
 * Whether this pod, not the one before it, renewed the lease. Both times come from the machine that the pod runs on, so no clock of
 * ours is compared with one of the cluster's.
 */
function isRenewedBy(pod: PodObject, lease: LeaseObject | undefined): boolean {
  const started = Date.parse(pod.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? '')
  return Date.parse(lease?.spec?.renewTime ?? '') >= started
}
