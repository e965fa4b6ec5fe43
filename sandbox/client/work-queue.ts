/** Runs `work` for each key that is added: never twice at the same time for one key, and again if the key was added meanwhile or the work failed. */
export interface WorkQueue {
  add(key: string, delayMs?: number): void
}

/**
 * `work` may return a number of milliseconds, after which it runs again for the key. A failure is tried again after 5 ms, 10 ms, … as
 * client-go's queues do, up to `maximalDelayMs`, at most `maximalRetries` times.
 */
export function startWorkQueue(
  work: (key: string) => Promise<number | void>,
  {
    signal,
    maximalDelayMs = 1000,
    maximalRetries = Infinity,
    onError = () => undefined,
  }: {
    readonly signal: AbortSignal
    readonly maximalDelayMs?: number
    readonly maximalRetries?: number
    readonly onError?: (error: unknown, key: string) => void
  },
): WorkQueue {
  const running = new Set<string>()
  const again = new Set<string>()
  const failures = new Map<string, number>()
  const timers = new Map<string, {timer: NodeJS.Timeout; at: number}>()
  signal.addEventListener('abort', () => {
    for (const {timer} of timers.values()) clearTimeout(timer)
    timers.clear()
  })

  const run = async (key: string): Promise<void> => {
    if (running.has(key)) {
      again.add(key)
      return
    }
    running.add(key)
    let next: number | undefined
    try {
      const after = await work(key)
      failures.delete(key)
      if (typeof after === 'number') next = after
    } catch (error) {
      if (!signal.aborted) {
        onError(error, key)
        const count = failures.get(key) ?? 0
        if (count < maximalRetries) {
          failures.set(key, count + 1)
          next = Math.min(5 * 2 ** count, maximalDelayMs)
        } else failures.delete(key)
      }
    }
    running.delete(key)
    if (again.delete(key)) add(key)
    else if (next !== undefined) add(key, next)
  }

  const add = (key: string, delayMs = 0): void => {
    if (signal.aborted) return
    const at = Date.now() + delayMs
    const waiting = timers.get(key)
    if (waiting !== undefined) {
      if (waiting.at <= at) return
      clearTimeout(waiting.timer)
    }
    const timer = setTimeout(() => {
      timers.delete(key)
      void run(key)
    }, delayMs)
    timers.set(key, {timer, at})
  }
  return {add}
}
