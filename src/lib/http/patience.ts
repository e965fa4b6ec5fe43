/** How long a server is waited for. */
export interface Patience {
  readonly attempts: number
  /** One attempt without an answer is given up after this, and not repeated. */
  readonly attemptMs: number
  /** Pause before the second attempt; it doubles for each further one, up to `longestOwnPauseMs`. */
  readonly pauseMs: number
  readonly longestOwnPauseMs: number
  /** A server that asks (`Retry-After`) for a longer pause than this is not waited for. */
  readonly longestPauseMs: number
}

/** With Azure. Four attempts are what az makes. */
export const patience: Patience = {attempts: 4, attemptMs: 60_000, pauseMs: 500, longestOwnPauseMs: 60_000, longestPauseMs: 60_000}

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

/** What came of an attempt: an answer, or the code of the error that there was instead. */
export interface AttemptOutcome {
  readonly status: number | undefined
  readonly retryAfter: string | undefined
  readonly code: string | undefined
}

/**
 * The pause before the same is asked again, in milliseconds, and whether the server asked for it; no pause where that would not help. It helps
 * after throttling, errors of the server, connections refused or cut. `repeats` have been made before.
 */
export function pauseBeforeRepeat(
  {pauseMs, longestOwnPauseMs, longestPauseMs}: Patience,
  repeats: number,
  {status, retryAfter, code}: AttemptOutcome,
): {readonly pauseMs: number | undefined; readonly asked: boolean} {
  const ownPauseMs = Math.min(longestOwnPauseMs, pauseMs * 2 ** repeats)
  if (code !== undefined) return {pauseMs: lostCodes.has(code) ? ownPauseMs : undefined, asked: false}
  if (status === undefined || !isPassing(status)) return {pauseMs: undefined, asked: false}
  const asked = askedPauseMs(retryAfter, Date.now())
  if (asked === undefined) return {pauseMs: ownPauseMs, asked: false}
  return {pauseMs: asked > longestPauseMs ? undefined : asked, asked: true}
}

/** Of connections that failed in a way that passes. `PARSE_ERROR` is the Azure SDK's code for an answer that was cut off. */
const lostCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PARSE_ERROR',
])
