import {setTimeout as sleep} from 'node:timers/promises'
import type {Probe} from '../pod-objects.ts'
import type {ProbeFailure} from './probe.ts'

export interface ProbeLoop {
  readonly probe: Probe
  readonly signal: AbortSignal
  readonly once: () => Promise<ProbeFailure>
  /** The verdict changed: thresholds are respected. */
  readonly onVerdict: (healthy: boolean) => void
  /** A failed probe that counts. */
  readonly onFailure: (why: string) => void
  /** A kubelet waits a whole period after a first failure; a program that listens a moment later is seen sooner here. */
  readonly eager: boolean
}

/** Probes until `signal`, as the kubelet's prober does. */
export async function runProbeLoop({probe, signal, once, onVerdict, onFailure, eager}: ProbeLoop): Promise<void> {
  const period = (probe.periodSeconds ?? 10) * 1000
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, {signal}).catch(() => undefined)
  let verdict: boolean | undefined
  let run = 0
  let last: boolean | undefined
  let early = eager ? 50 : period
  let tick = 0
  await pause((probe.initialDelaySeconds ?? 0) * 1000)
  while (!signal.aborted) {
    const why = await once()
    if (signal.aborted) return
    const success = why === undefined
    const between = verdict === undefined && !success && early < period && tick < period
    if (!between) {
      run = success === last ? run + 1 : 1
      last = success
      if (!success) onFailure(why)
      const enough = success ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3)
      if (run >= enough && verdict !== success) {
        verdict = success
        onVerdict(success)
      } else if (run >= enough && !success) onVerdict(false)
      await pause(period)
      continue
    }
    const next = Math.min(early, period - tick)
    tick += next
    early *= 1.5
    await pause(next)
  }
}
