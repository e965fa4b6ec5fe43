import {setTimeout as sleep} from 'node:timers/promises'
import type {Probe} from '../client/pod-objects.ts'
import type {ProbeFailure} from './probe.ts'

export interface ProbeLoop {
  readonly probe: Probe
  readonly signal: AbortSignal
  readonly once: () => Promise<ProbeFailure>
  /** Called when the result has changed, after the thresholds. */
  readonly onVerdict: (healthy: boolean) => void
  /** A failed probe that counts. */
  readonly onFailure: (why: string) => void
  /** A kubelet waits a whole period after a first failure; a program that listens a moment later is seen sooner here. */
  readonly eager: boolean
}

/** Counts results against the thresholds of a probe. Returns a result when enough results in a row are the same. */
function countResults({successThreshold = 1, failureThreshold = 3}: Probe): (success: boolean) => boolean | undefined {
  let last: boolean | undefined
  let run = 0
  return success => {
    run = success === last ? run + 1 : 1
    last = success
    return run >= (success ? successThreshold : failureThreshold) ? success : undefined
  }
}

/** Probes until `signal`, as the kubelet's prober does. */
export async function runProbeLoop({probe, signal, once, onVerdict, onFailure, eager}: ProbeLoop): Promise<void> {
  const period = (probe.periodSeconds ?? 10) * 1000
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, {signal}).catch(() => undefined)
  const count = countResults(probe)
  let verdict: boolean | undefined
  await pause((probe.initialDelaySeconds ?? 0) * 1000)

  /** Probes often until the first success, but only in the first period, and without counting failures. */
  if (eager) {
    for (let early = 50, spent = 0; spent < period && !signal.aborted && (await once()) !== undefined; spent += early, early *= 1.5)
      await pause(Math.min(early, period - spent))
  }
  while (!signal.aborted) {
    const why = await once()
    if (signal.aborted) return
    if (why !== undefined) onFailure(why)
    const next = count(why === undefined)
    // Reports every failure, because the program may have survived the first one.
    if (next !== undefined && (next !== verdict || !next)) onVerdict(next)
    verdict = next ?? verdict
    await pause(period)
  }
}
