import {smokePhases, type PhaseTimes, type PodTimes} from '../../checks/facts/smoke.ts'
import {phaseMs, type SmokePod} from './smoke-pod.ts'

/** The median and the longest time of each phase; leaves out phases that no pod passed. */
export function phaseTimes(pods: readonly SmokePod[]): readonly PhaseTimes[] {
  return smokePhases.flatMap(phase => {
    const times = pods.map(pod => phaseMs(pod, phase)).filter(ms => ms !== undefined)
    return times.length === 0 ? [] : [{phase, p50Ms: percentile(times, 50), maxMs: percentile(times, 100)}]
  })
}

/** The times of each pod. */
export function podTimes(pods: readonly SmokePod[]): readonly PodTimes[] {
  return pods.map(pod => ({
    pod: pod.name,
    phases: smokePhases.flatMap(phase => {
      const ms = phaseMs(pod, phase)
      return ms === undefined ? [] : [{phase, ms}]
    }),
  }))
}

/** Percentile by nearest rank, so the result is always a measured value. `values` must not be empty. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN
}
