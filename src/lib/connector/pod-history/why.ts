import type {ClusterRef} from '../../azure/azure.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {judgeInspection} from '../inspection/judge-inspection.ts'
import {readInspection} from '../inspection/read-inspection.ts'
import type {KubeOptions} from '../model/spec.ts'
import type {Host} from '../session/host.ts'
import {withReadableCluster} from '../session/reading.ts'
import {aboutPod} from './about-pod.ts'
import {findPod, type PodTarget} from './find-pod.ts'
import type {PodStory} from './pod-story.ts'
import {podHistories} from './read-pod-history.ts'
import {buildStory} from './build-story.ts'

/** What happened to a pod, and why it does not run. Rejects with NotFoundError if there is no such pod. */
export async function why(caller: Host, ref: ClusterRef | undefined, kube: KubeOptions, target: PodTarget): Promise<PodStory> {
  return withReadableCluster(caller, ref, kube, async (host, session) => {
    const pod = await findPod(session.kubectl, target)
    return host.talk.during('read', 'Reading what happened to the pod', async () => {
      const inspected = await readInspection(host, session, connector => mayRun(pod, connector))
      const history = await podHistories(host, session, inspected)(pod)
      return buildStory(history, judgeInspection(aboutPod(inspected.inspection, history)), host.target)
    })
  })
}

/** Whether the pod is on the node of a connector. A pod without a node could still come to every node with the operating system that it selects. */
function mayRun({spec = {}}: PodObject, {nodeName, osType}: {readonly nodeName: string; readonly osType: string}): boolean {
  const {nodeSelector = {}} = spec
  if (spec.nodeName !== undefined) return spec.nodeName === nodeName
  const isNode = (nodeSelector['kubernetes.io/hostname'] ?? nodeName) === nodeName
  return isNode && (nodeSelector['kubernetes.io/os'] ?? osType.toLowerCase()) === osType.toLowerCase()
}
