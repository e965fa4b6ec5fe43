import {keyOf} from '../client/cluster-informer.ts'
import type {Condition} from '../client/cluster-objects.ts'
import type {Pod} from '../client/pod-objects.ts'
import {startWorkQueue} from '../client/work-queue.ts'
import {controllerOf, now, objectPath, paths, type ControllerContext} from './controller-context.ts'
import {selectorMatches} from './label-selector.ts'
import {isActive, isReady} from './workloads/pod-readiness.ts'
import {canonical} from './workloads/pod-template-hash.ts'
import type {PodDisruptionBudget, ReplicaSet} from './workload-objects.ts'

const scaled = (value: number | string, of: number): number =>
  typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) * of) / 100)

function allowedCondition({status: before}: PodDisruptionBudget, allowed: boolean, observedGeneration: number): Condition {
  const old = before?.conditions?.find(({type}) => type === 'DisruptionAllowed')
  const status = allowed ? 'True' : 'False'
  const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? now()) : now()
  return {
    type: 'DisruptionAllowed',
    status,
    observedGeneration,
    message: '',
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    lastTransitionTime,
  }
}

function budgetStatus(
  budget: PodDisruptionBudget,
  matching: readonly Pod[],
  expectedPods: number,
  desiredHealthy: number,
): NonNullable<PodDisruptionBudget['status']> {
  // Pods that were evicted and still exist.
  const leaving = Object.entries(budget.status?.disruptedPods ?? {}).filter(([name]) => matching.some(pod => pod.metadata.name === name))
  const names = new Set(leaving.map(([name]) => name))
  const currentHealthy = matching.filter(pod => isReady(pod) && !names.has(pod.metadata.name)).length
  const disruptionsAllowed = expectedPods === 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy)
  const observedGeneration = budget.metadata.generation ?? 1
  return {
    observedGeneration,
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    conditions: [allowedCondition(budget, disruptionsAllowed > 0, observedGeneration)],
    ...(leaving.length === 0 ? {} : {disruptedPods: Object.fromEntries(leaving)}),
  }
}

/** Keeps in the status of each PodDisruptionBudget how many evictions it allows now. */
export function startDisruption(context: ControllerContext): void {
  const {client, signal} = context
  const budgets = context.informer<PodDisruptionBudget>(paths.budgets)
  const pods = context.informer<Pod>(paths.pods)
  const sets = context.informer<ReplicaSet>(paths.replicaSets)

  /** How many pods there should be: the sum of the replicas of all owners. */
  const expected = (matching: readonly Pod[]): number => {
    const owners = new Map<string, number>()
    let single = 0
    for (const pod of matching) {
      const owner = controllerOf(pod)
      const set = owner && sets.items.get(`${pod.metadata.namespace}/${owner.name}`)
      if (owner === undefined || set === undefined) single++
      else owners.set(owner.uid, set.spec.replicas ?? 1)
    }
    return single + [...owners.values()].reduce((sum, count) => sum + count, 0)
  }

  const queue = startWorkQueue(
    async key => {
      const budget = budgets.items.get(key)
      if (budget === undefined || budget.metadata.deletionTimestamp !== undefined) return
      const {selector, minAvailable, maxUnavailable} = budget.spec
      const matching = [...pods.items.values()].filter(
        pod =>
          pod.metadata.namespace === budget.metadata.namespace &&
          isActive(pod) &&
          selector !== undefined &&
          selectorMatches(selector, pod.metadata.labels),
      )
      const expectedPods = typeof minAvailable === 'number' ? matching.length : expected(matching)
      const desiredHealthy =
        maxUnavailable === undefined
          ? scaled(minAvailable ?? 1, expectedPods)
          : Math.max(0, expectedPods - scaled(maxUnavailable, expectedPods))
      const next = budgetStatus(budget, matching, expectedPods, desiredHealthy)
      if (canonical(budget.status ?? {}) !== canonical(next)) {
        await client.replace(`${objectPath(paths.budgets, budget)}/status`, {
          ...budget,
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          status: next,
        })
      }
    },
    {signal, maximalDelayMs: 2000, onError: context.onError},
  )

  const touch = (namespace: string | undefined): void => {
    for (const [key, budget] of budgets.items) if (budget.metadata.namespace === namespace) queue.add(key)
  }
  budgets.onChange(({after}) => after && queue.add(keyOf(after)))
  pods.onChange(({before, after}) => touch((after ?? before)?.metadata.namespace))
  sets.onChange(({before, after}) => {
    if (before?.spec.replicas !== after?.spec.replicas) touch((after ?? before)?.metadata.namespace)
  })
}
