import type {Deployment, ReplicaSet} from '../workload-objects.ts'

const resolve = (value: number | string, of: number, round: (value: number) => number): number =>
  typeof value === 'number' ? value : round((Number.parseFloat(value) * of) / 100)

/** How many pods above and below the desired number a rollout may temporarily have. */
export function rolloutLimits({spec}: Deployment): {readonly surge: number; readonly unavailable: number} {
  const wanted = spec.replicas ?? 1
  if (spec.strategy?.type === 'Recreate') return {surge: 0, unavailable: 0}
  const {maxSurge = '25%', maxUnavailable = '25%'} = spec.strategy?.rollingUpdate ?? {}
  const surge = resolve(maxSurge, wanted, Math.ceil)
  const unavailable = Math.min(resolve(maxUnavailable, wanted, Math.floor), wanted)
  return surge === 0 && unavailable === 0 ? {surge, unavailable: 1} : {surge, unavailable}
}

const replicasOf = ({spec}: ReplicaSet): number => spec.replicas ?? 1
const sum = (sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number): number => sets.reduce((total, set) => total + of(set), 0)
const available = ({status}: ReplicaSet): number => status?.availableReplicas ?? 0

/** How many replicas the new ReplicaSet may have now. `current` is undefined before it exists. */
export function newReplicas(deployment: Deployment, current: number | undefined, old: readonly ReplicaSet[]): number {
  const wanted = deployment.spec.replicas ?? 1
  if (deployment.spec.strategy?.type === 'Recreate') return wanted
  const has = current ?? 0
  if (has >= wanted) return wanted
  const room = wanted + rolloutLimits(deployment).surge - has - sum(old, replicasOf)
  return room <= 0 ? has : has + Math.min(room, wanted - has)
}

/** How many replicas each old ReplicaSet should have now: unhealthy pods are removed first, then healthy ones as long as enough stay available. */
export function oldReplicas(deployment: Deployment, current: ReplicaSet, old: readonly ReplicaSet[]): Map<ReplicaSet, number> {
  const result = new Map(old.map(set => [set, replicasOf(set)]))
  const minimum = (deployment.spec.replicas ?? 1) - rolloutLimits(deployment).unavailable
  const all = sum(old, replicasOf) + replicasOf(current)
  const unavailableNew = Math.max(0, replicasOf(current) - available(current))
  let mayGo = all - minimum - unavailableNew
  if (mayGo <= 0) return result
  const take = (set: ReplicaSet, most: number): number => {
    const count = Math.max(0, Math.min(most, result.get(set) ?? 0))
    result.set(set, (result.get(set) ?? 0) - count)
    return count
  }
  for (const set of old) mayGo -= take(set, Math.min(mayGo, replicasOf(set) - available(set)))
  let surplus = available(current) + sum(old, available) - minimum
  for (const set of old) surplus -= take(set, surplus)
  return result
}
