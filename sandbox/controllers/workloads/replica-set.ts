import {isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import type {Condition} from '../../client/cluster-objects.ts'
import {podPath, type Pod} from '../../client/pod-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {controllerOf, now, objectPath, paths, type ControllerContext} from '../controller-context.ts'
import {selectorMatches} from '../label-selector.ts'
import {availableIn, isActive, isReady} from './pod-readiness.ts'
import {canonical} from './pod-template-hash.ts'
import type {ReplicaSet, ReplicaSetStatus} from '../workload-objects.ts'

/** Pods that were created or deleted, until the watch reports it. */
interface Pending {
  readonly created: Set<string>
  readonly deleted: Set<string>
}

const deletionRank = (pod: Pod): number =>
  pod.spec.nodeName === undefined ? 0 : pod.status?.phase === 'Pending' ? 1 : isReady(pod) ? 3 : 2

function failureCondition(set: ReplicaSet, failure: string | undefined): Condition[] {
  const others = (set.status?.conditions ?? []).filter(({type}) => type !== 'ReplicaFailure')
  const before = set.status?.conditions?.find(({type}) => type === 'ReplicaFailure')
  if (failure === undefined) return others
  return [
    ...others,
    {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: before?.lastTransitionTime ?? now(),
      reason: 'FailedCreate',
      message: failure,
    },
  ]
}

/** Keeps as many pods as each ReplicaSet wants. */
export function startReplicaSets(context: ControllerContext): void {
  const {client, signal} = context
  const sets = context.informer<ReplicaSet>(paths.replicaSets)
  const pods = context.informer<Pod>(paths.pods)
  const events = context.recorder('replicaset-controller')
  const pending = new Map<string, Pending>()

  const ownPods = (set: ReplicaSet): Pod[] => [...pods.items.values()].filter(pod => controllerOf(pod)?.uid === set.metadata.uid)

  /** A pod whose labels somebody changed is released: it goes on without an owner, and another one takes its place. */
  const withoutStrangers = async (set: ReplicaSet): Promise<Pod[]> => {
    const isSelected = (pod: Pod): boolean => selectorMatches(set.spec.selector, pod.metadata.labels)
    const own = ownPods(set)
    for (const {metadata, ...pod} of own.filter(one => isActive(one) && !isSelected(one))) {
      const owners = metadata.ownerReferences?.filter(({uid}) => uid !== set.metadata.uid) ?? []
      await client.patch(podPath({metadata, ...pod}), {metadata: {uid: metadata.uid, ownerReferences: owners}})
    }
    return own.filter(pod => !isActive(pod) || isSelected(pod))
  }

  const createPod = async (set: ReplicaSet, expected: Pending): Promise<void> => {
    const {metadata, spec} = set.spec.template
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: set.metadata.name,
      uid: set.metadata.uid ?? '',
      controller: true,
      blockOwnerDeletion: true,
    }
    const {namespace = 'default'} = set.metadata
    const pod = await client.create<Pod>(`/api/v1/namespaces/${namespace}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        generateName: `${set.metadata.name}-`,
        namespace,
        ...(metadata?.labels === undefined ? {} : {labels: metadata.labels}),
        ...(metadata?.annotations === undefined ? {} : {annotations: metadata.annotations}),
        ownerReferences: [owner],
      } as Pod['metadata'],
      spec,
    })
    if (!pods.items.has(keyOf(pod))) expected.created.add(keyOf(pod))
    void events.record(
      {...set, apiVersion: 'apps/v1', kind: 'ReplicaSet'},
      'Normal',
      'SuccessfulCreate',
      `Created pod: ${pod.metadata.name}`,
    )
  }

  const scale = async (set: ReplicaSet, active: readonly Pod[], expected: Pending): Promise<string | undefined> => {
    const wanted = set.spec.replicas ?? 1
    const missing = wanted - active.length - expected.created.size
    if (missing > 0) {
      const results = await Promise.allSettled(Array.from({length: missing}, () => createPod(set, expected)))
      const failed = results.find(result => result.status === 'rejected')
      if (failed === undefined) return undefined
      const message = (failed.reason as Error).message
      void events.record({...set, apiVersion: 'apps/v1', kind: 'ReplicaSet'}, 'Warning', 'FailedCreate', `Error creating: ${message}`)
      return message
    }
    const surplus = active
      .filter(pod => !expected.deleted.has(pod.metadata.uid ?? ''))
      .toSorted((a, b) => deletionRank(a) - deletionRank(b))
    for (const pod of surplus.slice(0, Math.max(0, surplus.length - wanted))) {
      expected.deleted.add(pod.metadata.uid ?? '')
      await client.delete(podPath(pod), {preconditions: {uid: pod.metadata.uid}}).catch((error: unknown) => {
        if (!isNotFound(error)) throw error
      })
      void events.record(
        {...set, apiVersion: 'apps/v1', kind: 'ReplicaSet'},
        'Normal',
        'SuccessfulDelete',
        `Deleted pod: ${pod.metadata.name}`,
      )
    }
    return undefined
  }

  const queue = startWorkQueue(
    async key => {
      const set = sets.items.get(key)
      if (set === undefined) return undefined
      const uid = set.metadata.uid ?? ''
      const expected = pending.get(uid) ?? {created: new Set(), deleted: new Set()}
      pending.set(uid, expected)
      const own = await withoutStrangers(set)
      const active = own.filter(isActive)
      const failure = set.metadata.deletionTimestamp === undefined ? await scale(set, active, expected) : undefined
      const minReady = set.spec.minReadySeconds ?? 0
      const waits = active.map(pod => availableIn(pod, minReady))
      const conditions = failureCondition(set, failure)
      const status: ReplicaSetStatus = {
        replicas: active.length,
        fullyLabeledReplicas: active.filter(pod =>
          selectorMatches({matchLabels: set.spec.template.metadata?.labels ?? {}}, pod.metadata.labels),
        ).length,
        readyReplicas: active.filter(isReady).length,
        availableReplicas: waits.filter(wait => wait === 0).length,
        terminatingReplicas: own.filter(pod => pod.metadata.deletionTimestamp !== undefined).length,
        ...(set.metadata.generation === undefined ? {} : {observedGeneration: set.metadata.generation}),
        ...(conditions.length === 0 ? {} : {conditions}),
      }
      const zeroes = {fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0, terminatingReplicas: 0}
      if (canonical({...zeroes, ...set.status}) !== canonical(status)) {
        await client.replace(`${objectPath(paths.replicaSets, set)}/status`, {...set, apiVersion: 'apps/v1', kind: 'ReplicaSet', status})
      }
      if (failure !== undefined) throw new Error(failure)
      const soon = waits.filter((wait): wait is number => wait !== undefined && wait > 0)
      return soon.length === 0 ? undefined : Math.min(...soon)
    },
    {signal, maximalDelayMs: 5000, onError: context.onError},
  )

  sets.onChange(({after, before}) => {
    if (after !== undefined) queue.add(keyOf(after))
    else if (before !== undefined) pending.delete(before.metadata.uid ?? '')
  })
  pods.onChange(({before, after}) => {
    const pod = after ?? before
    const owner = pod && controllerOf(pod)
    if (pod === undefined || owner?.kind !== 'ReplicaSet') return
    const expected = pending.get(owner.uid)
    expected?.created.delete(keyOf(pod))
    if (after === undefined || after.metadata.deletionTimestamp !== undefined) expected?.deleted.delete(pod.metadata.uid ?? '')
    queue.add(`${pod.metadata.namespace}/${owner.name}`)
  })
}
