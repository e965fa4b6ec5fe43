import {factOf, mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {ConnectorValues, PodWarning} from '../../checks/facts/connector-values.ts'
import {eventsOfPods, type EventObject} from '../../kubernetes/events.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import {ofKind, type PodObject} from '../../kubernetes/objects.ts'
import {listObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {wholly} from './cluster-facts.ts'

/** The pods on a node, and what the events say about those that have not started. */
export async function readPodsOnNode(
  kubectl: Kubectl,
  nodeName: string,
  signal: AbortSignal,
): Promise<{readonly [Name in 'podsOnNode' | 'podWarnings']: Fact<ConnectorValues[Name]>}> {
  const reading = factOf(wholly(listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})), signal)
  const podsOnNode = mapFact(await reading, objects => ofKind(objects, 'Pod'))
  return {podsOnNode, podWarnings: podsOnNode.known ? await factOf(readPodWarnings(kubectl, podsOnNode.value), signal) : podsOnNode}
}

/** What the events say about pods that are on a node and have not started; empty without such pods. Rejects if the events could not be read. */
async function readPodWarnings(kubectl: Kubectl, pods: readonly PodObject[]): Promise<readonly PodWarning[]> {
  const waiting = pods.filter(({metadata, status}) => status?.phase === 'Pending' && metadata.deletionTimestamp === undefined)
  const uids = new Set(waiting.flatMap(({metadata}) => metadata.uid ?? []))
  if (uids.size === 0) return []
  const {events, unread} = await eventsOfPods(kubectl, uids)
  if (unread.length > 0) throw unreadError('read the events of pods', unread)
  const byPod = Map.groupBy(events, ({involvedObject}) => involvedObject?.uid ?? '')
  return [...byPod].flatMap(([podUid, all]) => lastWarning(all).map(({reason = '', message = ''}) => ({podUid, reason, message})))
}

/** After these events of Virtual Kubelet and ACI, earlier warnings do not matter any more. */
const progress: ReadonlySet<string | undefined> = new Set(['ProviderCreateSuccess', 'Pulled', 'Started'])

function lastWarning(events: readonly EventObject[]): readonly EventObject[] {
  const since = events.slice(events.findLastIndex(({reason}) => progress.has(reason)) + 1)
  // A pod on a node was scheduled in the end. The event that says so may be written after a warning of the connector.
  return since.filter(({type, reason}) => type === 'Warning' && reason !== 'FailedScheduling').slice(-1)
}
