import {smokePhases, type PhaseTimes} from '../../checks/facts/smoke.ts'
import {phaseMs, type SmokePod} from './smoke-pod.ts'

/** The median and the longest time of each phase; without the phases that no pod came through. */
export function phaseTimes(pods: readonly SmokePod[]): readonly PhaseTimes[] {
  return smokePhases.flatMap(phase => {
    const times = pods.map(pod => phaseMs(pod, phase)).filter(ms => ms !== undefined)
    return times.length === 0 ? [] : [{phase, p50Ms: percentile(times, 50), maxMs: percentile(times, 100)}]
  })
}

/** By nearest rank: a value that was measured, not one in between. There must be one. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN
}
