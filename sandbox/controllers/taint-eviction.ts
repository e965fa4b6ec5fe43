import {isNotFound} from '../client/cluster-client.ts'
import {keyOf} from '../client/cluster-informer.ts'
import type {Node, Taint} from '../client/cluster-objects.ts'
import {podPath, type Pod} from '../client/pod-objects.ts'
import {startWorkQueue} from '../client/work-queue.ts'
import {now, paths, type ControllerContext} from './controller-context.ts'
import {tolerates} from './scheduler/node-rules.ts'

/** How long a pod may stay, in milliseconds: 0 if it does not tolerate a taint, Infinity if it tolerates all without an end. */
function patience({spec: {tolerations = []}}: Pod, taints: readonly Taint[]): number {
  const seconds = taints.map(taint => {
    const matching = tolerations.filter(toleration => tolerates(toleration, taint))
    return matching.length === 0 ? 0 : Math.min(...matching.map(({tolerationSeconds = Infinity}) => Math.max(0, tolerationSeconds)))
  })
  return Math.min(...seconds) * 1000
}

const lastingTaints = (node: Node | undefined): readonly Taint[] => (node?.spec?.taints ?? []).filter(({effect}) => effect === 'NoExecute')

/** Deletes the pods that do not tolerate the NoExecute taints of their node, at once or after their time of toleration (tainteviction). */
export function startTaintEviction(context: ControllerContext): void {
  const {client, signal} = context
  const nodes = context.informer<Node>(paths.nodes)
  const pods = context.informer<Pod>(paths.pods)
  const events = context.recorder('taint-eviction-controller')
  /** When the time of a pod began to run. */
  const since = new Map<string, number>()

  const evict = async (pod: Pod): Promise<void> => {
    const {namespace = 'default', name} = pod.metadata
    void events.record(
      {...pod, apiVersion: 'v1', kind: 'Pod'},
      'Normal',
      'TaintManagerEviction',
      `Marking for deletion Pod ${namespace}/${name}`,
    )
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
      lastProbeTime: null,
      lastTransitionTime: now(),
    }
    await client.patch(`${podPath(pod)}/status`, {status: {conditions: [condition]}}, 'strategic')
    await client.delete(podPath(pod))
  }

  const queue = startWorkQueue(
    async key => {
      const pod = pods.items.get(key)
      const taints = lastingTaints(nodes.items.get(pod?.spec.nodeName ?? ''))
      if (pod === undefined || taints.length === 0 || pod.metadata.deletionTimestamp !== undefined) {
        since.delete(key)
        return undefined
      }
      const begun = since.get(key) ?? Date.now()
      since.set(key, begun)
      const left = begun + patience(pod, taints) - Date.now()
      if (left === Infinity) return undefined
      if (left > 0) return left
      await evict(pod).catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
      return undefined
    },
    {signal, onError: context.onError},
  )

  nodes.onChange(({before, after}) => {
    if (JSON.stringify(lastingTaints(before)) === JSON.stringify(lastingTaints(after))) return
    for (const [key, pod] of pods.items) if (pod.spec.nodeName === after?.metadata.name) queue.add(key)
  })
  pods.onChange(({before, after}) => {
    const pod = after ?? before
    if (pod !== undefined && (after === undefined || before?.spec.nodeName !== after.spec.nodeName)) queue.add(keyOf(pod))
  })
}
