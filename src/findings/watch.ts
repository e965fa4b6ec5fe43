import type {Validation} from '../lib/connector/validation/validate.ts'

const intervalMs = 2000

export interface Watching {
  /** A round: reads everything again. */
  readonly look: () => Promise<Validation>
  /** @param leftMs Time for further rounds; at most 0 when this was the last. */
  readonly show: (validation: Validation, leftMs: number) => void | Promise<void>
  readonly timeoutMs: number
  readonly now: () => Date
  /** Rejects when interrupted. */
  readonly sleep: (ms: number) => Promise<void>
}

/** Looks again until all is well or time runs out, at least once. Gives what was seen last. */
export async function watch({look, show, timeoutMs, now, sleep}: Watching): Promise<Validation> {
  const deadline = now().getTime() + timeoutMs
  for (;;) {
    const validation = await look()
    const leftMs = validation.ok ? 0 : deadline - now().getTime()
    await show(validation, leftMs)
    if (leftMs <= 0) return validation
    await sleep(Math.min(intervalMs, leftMs))
  }
}
