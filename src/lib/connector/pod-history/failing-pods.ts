import {valueOf} from '../../checks/engine/fact.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import type {Inspection} from '../inspection/inspection.ts'
import {judgeInspection, targetOf} from '../inspection/judge-inspection.ts'
import type {Inspected} from '../inspection/read-inspection.ts'
import type {Host} from '../session/host.ts'
import type {ReadingSession} from '../session/reading.ts'
import {aboutPod} from './about-pod.ts'
import {newestFirst} from './find-pod.ts'
import {isWell} from './is-well.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import type {PodStory} from './pod-story.ts'
import {podHistories} from './read-pod-history.ts'
import {buildStory} from './build-story.ts'

/** How many pods have their history read. */
const mostFailingPods = 5

/** Reads what happened to these pods. */
export async function readFailingPods(host: Host, session: ReadingSession, inspected: Inspected): Promise<readonly PodHistory[]> {
  return Promise.all(failingPods(inspected.inspection).map(podHistories(host, session, inspected)))
}

/** The stories of the pods whose history was read, without those that are not meant for virtual nodes; undefined if none was. Pure. */
export function storiesOf(inspection: Inspection): readonly PodStory[] | undefined {
  return inspection.failingPods
    ?.map(history => buildStory(history, judgeInspection(aboutPod(inspection, history)), targetOf(inspection)))
    .filter(({verdict}) => verdict === 'problem' || verdict === 'unknown')
}

/** The newest pods that do not run on their virtual node, or wait for one: of each ReplicaSet or other owner only the newest. Pure. */
export function failingPods({cluster, connectors}: Inspection): readonly PodObject[] {
  const onNodes = connectors.flatMap(({facts}) => valueOf(facts.podsOnNode) ?? [])
  const failing = [...onNodes, ...(valueOf(cluster.facts.pendingPods) ?? [])].filter(pod => !isWell(pod)).toSorted(newestFirst)
  const newest = new Map<string, PodObject>()
  for (const pod of failing) {
    const {uid = '', ownerReferences: [owner] = []} = pod.metadata
    const key = owner?.uid ?? uid
    if (!newest.has(key)) newest.set(key, pod)
  }
  return [...newest.values()].slice(0, mostFailingPods)
}
