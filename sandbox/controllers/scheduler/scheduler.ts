import {isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import type {ClusterObject, Node} from '../../client/cluster-objects.ts'
import {podPath, type Pod} from '../../client/pod-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {now, paths, type ControllerContext} from '../controller-context.ts'
import {placementOf} from './placement.ts'

const waits = ({metadata, spec}: Pod): boolean =>
  spec.nodeName === undefined &&
  (spec.schedulingGates ?? []).length === 0 &&
  metadata.deletionTimestamp === undefined &&
  (spec.schedulerName ?? 'default-scheduler') === 'default-scheduler'

const ended = ({status}: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed'

/** What other pods notice of a pod: where it is, and its labels. */
const visible = (pod: Pod | undefined): string => JSON.stringify(pod && [pod.spec.nodeName, pod.metadata.labels, ended(pod)])

/** Binds pods to nodes, and tries again whenever something changes that could help a pod that waits. */
export function startScheduler(context: ControllerContext): void {
  const {client, signal} = context
  const pods = context.informer<Pod>(paths.pods)
  const nodes = context.informer<Node>(paths.nodes)
  const namespaces = context.informer(paths.namespaces)
  const claims = context.informer(paths.claims)
  const events = context.recorder('default-scheduler')
  /** Pods that the scheduler has bound, until the watch reports it. */
  const assumed = new Map<string, {pod: Pod; node: string}>()

  const podsOn = (node: string): Pod[] => [
    ...[...pods.items.values()].filter(pod => pod.spec.nodeName === node && !ended(pod)),
    ...[...assumed.values()].filter(entry => entry.node === node).map(({pod}) => pod),
  ]

  const refuse = async (pod: Pod, message: string): Promise<void> => {
    void events.record({...pod, apiVersion: 'v1', kind: 'Pod'}, 'Warning', 'FailedScheduling', message)
    const before = pod.status?.conditions?.find(({type}) => type === 'PodScheduled')
    if (before?.status === 'False' && before.message === message) return
    const lastTransitionTime = before?.status === 'False' ? before.lastTransitionTime : now()
    const condition = {type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastProbeTime: null, lastTransitionTime}
    await client.patch(`${podPath(pod)}/status`, {status: {conditions: [condition]}}, 'strategic')
  }

  const bind = async (pod: Pod, node: string): Promise<void> => {
    const {namespace = 'default', name, uid} = pod.metadata
    assumed.set(keyOf(pod), {pod, node})
    try {
      const binding = {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: {name, namespace, ...(uid === undefined ? {} : {uid})},
        target: {apiVersion: 'v1', kind: 'Node', name: node},
      }
      await client.create<ClusterObject>(`${podPath(pod)}/binding`, binding)
    } catch (error) {
      assumed.delete(keyOf(pod))
      // After a conflict, the pod may already be bound; the next round shows it.
      if (isNotFound(error)) return
      throw error
    }
    void events.record(
      {...pod, apiVersion: 'v1', kind: 'Pod'},
      'Normal',
      'Scheduled',
      `Successfully assigned ${namespace}/${name} to ${node}`,
    )
  }

  const queue = startWorkQueue(
    async key => {
      const pod = pods.items.get(key)
      if (pod === undefined || !waits(pod) || assumed.has(key)) return
      const places = [...nodes.items.values()].map(node => ({node, pods: podsOn(node.metadata.name)}))
      const placement = placementOf(pod, {places, namespaces: namespaces.items, claims: claims.items})
      if ('node' in placement) await bind(pod, placement.node)
      else await refuse(pod, placement.message)
    },
    {signal, onError: context.onError},
  )

  const retryAll = (): void => {
    for (const [key, pod] of pods.items) if (waits(pod)) queue.add(key)
  }
  pods.onChange(({before, after}) => {
    const pod = after ?? before
    if (pod === undefined) return
    if (after === undefined || after.spec.nodeName !== undefined) assumed.delete(keyOf(pod))
    if (after !== undefined && waits(after) && (before === undefined || !waits(before))) queue.add(keyOf(after))
    if (after === undefined || (after.spec.nodeName !== undefined && visible(before) !== visible(after))) retryAll()
  })
  claims.onChange(({before}) => {
    if (before === undefined) retryAll()
  })
  namespaces.onChange(({before, after}) => {
    if (JSON.stringify(before?.metadata.labels) !== JSON.stringify(after?.metadata.labels)) retryAll()
  })
  const shape = (node: Node | undefined): string => JSON.stringify([node?.metadata.labels, node?.spec, node?.status?.allocatable])
  nodes.onChange(({before, after}) => {
    if (shape(before) !== shape(after)) retryAll()
  })
}
