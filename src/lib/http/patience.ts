/** How long Azure is waited for. Four attempts are what az makes. */
export interface Patience {
  readonly attempts: number
  /** One attempt without an answer is given up after this, and not repeated. */
  readonly attemptMs: number
  /** Pause before the second attempt; it doubles for each further one. */
  readonly pauseMs: number
  /** A server that asks (`Retry-After`) for a longer pause than this is not waited for. */
  readonly longestPauseMs: number
}

export const patience: Patience = {attempts: 4, attemptMs: 60_000, pauseMs: 500, longestPauseMs: 60_000}

const passing = new Set([408, 429, 500, 502, 503, 504])

/** Whether an answer with this status may be another one soon. */
export function isPassing(status: number): boolean {
  return passing.has(status)
}

/** The pause that `Retry-After` (seconds or a date, RFC 9110) asks for, in milliseconds. */
export function askedPauseMs(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined || retryAfter === '') return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
