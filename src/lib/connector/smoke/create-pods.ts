import {factOf} from '../../checks/engine/fact.ts'
import {nodeRef} from '../../kubernetes/node.ts'
import {named, type NodeObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {createObjects} from '../../kubernetes/write.ts'
import type {OpenCluster} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {samplePod} from './sample-pod.ts'
import type {SmokePod} from './smoke-pod.ts'

/** Creates the sample pods, each on its node, and records when. Rejects if they could not be created. */
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
  host.talk.step(`Running ${pods.length} sample pod${pods.length === 1 ? '' : 's'}`)
  const now = host.now().getTime()
  for (const pod of pods) pod.createdAt = now
  await createObjects(kubectl, objects, {mayExist: []})
}
