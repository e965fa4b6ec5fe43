import {isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import type {Node, Toleration} from '../../client/cluster-objects.ts'
import {podPath, type Pod} from '../../client/pod-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {controllerOf, objectPath, paths, type ControllerContext} from '../controller-context.ts'
import {availableIn, isActive, isReady} from './pod-readiness.ts'
import {canonical, podTemplateHash} from './pod-template-hash.ts'
import {bears} from '../scheduler/node-rules.ts'
import type {DaemonSet, DaemonSetStatus} from '../workload-objects.ts'

/** The tolerations of every pod of a DaemonSet (kubernetes.io, "Taints and tolerations": DaemonSet). */
const ownTolerations: readonly Toleration[] = [
  ...['not-ready', 'unreachable'].map(name => ({key: `node.kubernetes.io/${name}`, operator: 'Exists', effect: 'NoExecute'}) as const),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map(
    name => ({key: `node.kubernetes.io/${name}`, operator: 'Exists', effect: 'NoSchedule'}) as const,
  ),
]

/** A node affinity with the name of the node tells the scheduler where to place the pod. */
function podOf(set: DaemonSet, node: string): Pod {
  const {metadata, spec} = set.spec.template
  const {name, namespace = 'default', uid = ''} = set.metadata
  const required = {nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In' as const, values: [node]}]}]}
  const own: Partial<Pod['metadata']> = {
    generateName: `${name}-`,
    namespace,
    labels: {...metadata?.labels, 'controller-revision-hash': podTemplateHash(set.spec.template, 0), 'pod-template-generation': '1'},
    ...(metadata?.annotations === undefined ? {} : {annotations: metadata.annotations}),
    ownerReferences: [{apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid, controller: true, blockOwnerDeletion: true}],
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: own as Pod['metadata'],
    spec: {
      ...spec,
      affinity: {...spec.affinity, nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: required}},
      tolerations: [...(spec.tolerations ?? []), ...ownTolerations],
    },
  }
}

/** The node for which a pod was created, even before it is bound. */
function nodeOf({spec}: Pod): string | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0]
}

/** Keeps one pod of each DaemonSet on every node that allows it. A changed template applies only to new pods, as with `OnDelete`. */
export function startDaemonSets(context: ControllerContext): void {
  const {client, signal} = context
  const sets = context.informer<DaemonSet>(paths.daemonSets)
  const nodes = context.informer<Node>(paths.nodes)
  const pods = context.informer<Pod>(paths.pods)
  const events = context.recorder('daemonset-controller')
  /** Pods that this controller created or deleted, until the watch reports it: node names by the UID of the set, UIDs of pods. */
  const created = new Map<string, Set<string>>()
  const deleted = new Set<string>()

  const create = async (set: DaemonSet, node: string, expected: Set<string>): Promise<void> => {
    expected.add(node)
    try {
      const pod = await client.create<Pod>(`/api/v1/namespaces/${set.metadata.namespace}/pods`, podOf(set, node))
      if (pods.items.has(keyOf(pod))) expected.delete(node)
      void events.record(
        {...set, apiVersion: 'apps/v1', kind: 'DaemonSet'},
        'Normal',
        'SuccessfulCreate',
        `Created pod: ${pod.metadata.name}`,
      )
    } catch (error) {
      expected.delete(node)
      throw error
    }
  }
  const remove = async (set: DaemonSet, pod: Pod): Promise<void> => {
    const uid = pod.metadata.uid ?? ''
    if (deleted.has(uid)) return
    deleted.add(uid)
    await client.delete(podPath(pod), {preconditions: {uid}}).catch((error: unknown) => {
      if (!isNotFound(error)) throw error
    })
    void events.record(
      {...set, apiVersion: 'apps/v1', kind: 'DaemonSet'},
      'Normal',
      'SuccessfulDelete',
      `Deleted pod: ${pod.metadata.name}`,
    )
  }

  const queue = startWorkQueue(
    async key => {
      const set = sets.items.get(key)
      if (set === undefined || set.metadata.deletionTimestamp !== undefined) return undefined
      const uid = set.metadata.uid ?? ''
      const expected = created.get(uid) ?? new Set<string>()
      created.set(uid, expected)
      const own = [...pods.items.values()].filter(pod => controllerOf(pod)?.uid === uid && pod.metadata.deletionTimestamp === undefined)
      const wanted = new Set(
        [...nodes.items.values()].filter(node => bears(node, podOf(set, node.metadata.name))).map(({metadata}) => metadata.name),
      )
      await Promise.all([
        ...own.filter(pod => !isActive(pod) || !wanted.has(nodeOf(pod) ?? '')).map(pod => remove(set, pod)),
        ...[...wanted]
          .filter(node => !expected.has(node) && !own.some(pod => nodeOf(pod) === node))
          .map(node => create(set, node, expected)),
      ])
      const placed = own.filter(pod => isActive(pod) && wanted.has(nodeOf(pod) ?? ''))
      const waits = placed.map(pod => availableIn(pod, set.spec.minReadySeconds ?? 0))
      const available = waits.filter(wait => wait === 0).length
      const status: DaemonSetStatus = {
        currentNumberScheduled: placed.length,
        desiredNumberScheduled: wanted.size,
        numberMisscheduled: own.length - placed.length,
        numberReady: placed.filter(isReady).length,
        updatedNumberScheduled: placed.length,
        ...(available > 0 && {numberAvailable: available}),
        ...(wanted.size > available && {numberUnavailable: wanted.size - available}),
        ...(set.metadata.generation !== undefined && {observedGeneration: set.metadata.generation}),
      }
      if (canonical(set.status) !== canonical(status))
        await client.replace(`${objectPath(paths.daemonSets, set)}/status`, {...set, apiVersion: 'apps/v1', kind: 'DaemonSet', status})
      const soon = waits.filter((wait): wait is number => wait !== undefined && wait > 0)
      return soon.length === 0 ? undefined : Math.min(...soon)
    },
    {signal, maximalDelayMs: 5000, onError: context.onError},
  )

  sets.onChange(({after, before}) => {
    if (after !== undefined) queue.add(keyOf(after))
    else created.delete(before?.metadata.uid ?? '')
  })
  pods.onChange(({before, after}) => {
    const pod = after ?? before
    const owner = pod && controllerOf(pod)
    if (pod === undefined || owner?.kind !== 'DaemonSet') return
    created.get(owner.uid)?.delete(nodeOf(pod) ?? '')
    if (after === undefined) deleted.delete(pod.metadata.uid ?? '')
    queue.add(`${pod.metadata.namespace}/${owner.name}`)
  })
  const shape = (node: Node | undefined): string => JSON.stringify([node?.metadata.labels, node?.spec])
  nodes.onChange(({before, after}) => {
    if (shape(before) !== shape(after)) for (const key of sets.items.keys()) queue.add(key)
  })
}
