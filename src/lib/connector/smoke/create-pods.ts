import {factOf} from '../../checks/engine/fact.ts'
import {refusalError} from '../../kubernetes/api.ts'
import {ClusterUnreachable, ConflictError} from '../../kubernetes/cluster-errors.ts'
import {nodeRef} from '../../kubernetes/node.ts'
import {named, type NodeObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {createObject} from '../../kubernetes/write.ts'
import {counted} from '../../output/counted.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {samplePod} from './sample-pod.ts'
import type {SmokePod} from './smoke-pod.ts'

/**
 * Creates the sample pods, each on its node, and records when. One that a policy, a quota, a webhook or a missing right refuses has failed; the others are
 * created all the same. Rejects if the API server cannot be reached, or if a pod with that name exists.
 */
export async function createPods(
  host: Host,
  {kubectl}: OpenCluster,
  {id}: {readonly id: string},
  pods: readonly SmokePod[],
): Promise<void> {
  const names = [...new Set(pods.map(({target}) => target.nodeName))]
  const nodes = await factOf(readObjects(kubectl, names.map(nodeRef)), host.signal)
  const nodeOf = (name: string): NodeObject | undefined => (nodes.known ? named(nodes.value.objects, 'Node', name) : undefined)
  const objects = await Promise.all(pods.map(pod => samplePod(host.root, id, pod, nodeOf(pod.target.nodeName))))
  host.talk.step(`Running ${counted(pods.length, 'sample pod')}`)
  const now = host.now().getTime()
  for (const pod of pods) pod.createdAt = now
  for (const [index, pod] of pods.entries()) {
    const object = objects[index]
    const refused = object && (await createObject(kubectl, object))
    if (refused === undefined) continue
    const error = refusalError(`create the sample pod ${pod.name}`, refused)
    if (error instanceof ClusterUnreachable || error instanceof ConflictError) throw error
    // A webhook may answer in several lines.
    const reason = `Kubernetes refuses the pod: ${refused.message.replaceAll(/\s+/g, ' ').trim()}`
    pod.failure = {phase: 'scheduled', reason, timedOut: false, refused: true}
    host.talk.step(`${pod.name} on ${pod.target.nodeName}: ${pod.failure.reason}`)
  }
}
