import type {Validation} from '../lib/connector/validation/validate.ts'

const intervalMs = 2000

export interface Watching {
  /** Runs all checks once. */
  readonly check: () => Promise<Validation>
  /** @param leftMs Time for further rounds; at most 0 when this was the last. */
  readonly show: (validation: Validation, leftMs: number) => void | Promise<void>
  readonly timeoutMs: number
  readonly now: () => Date
  /** Rejects when interrupted. */
  readonly sleep: (ms: number) => Promise<void>
}

/** Repeats the checks until all are ok or time runs out, at least once. Returns the last result. */
export async function watch({check, show, timeoutMs, now, sleep}: Watching): Promise<Validation> {
  const deadline = now().getTime() + timeoutMs
  for (;;) {
    const validation = await check()
    const leftMs = validation.ok ? 0 : deadline - now().getTime()
    await show(validation, leftMs)
    if (leftMs <= 0) return validation
    await sleep(Math.min(intervalMs, leftMs))
  }
}
