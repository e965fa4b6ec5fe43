/** How often a request is repeated, and how long vkctl waits for an answer. */
export interface Patience {
  readonly attempts: number
  /** Time limit of one attempt. A request that runs into it is not repeated. */
  readonly attemptMs: number
  /** Pause before the second attempt; it doubles for each further one, up to `longestOwnPauseMs`. */
  readonly pauseMs: number
  readonly longestOwnPauseMs: number
  /** If the server asks for a longer pause (`Retry-After`), the request is not repeated. */
  readonly longestPauseMs: number
}

/** For Azure. az makes four attempts too. */
export const patience: Patience = {attempts: 4, attemptMs: 60_000, pauseMs: 500, longestOwnPauseMs: 60_000, longestPauseMs: 60_000}

const passing = new Set([408, 429, 500, 502, 503, 504])

/** Whether a request that got this status is worth repeating. */
export function isPassing(status: number): boolean {
  return passing.has(status)
}

/** The pause that `Retry-After` (seconds or a date, RFC 9110) asks for, in milliseconds. */
export function askedPauseMs(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined || retryAfter === '') return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** The result of an attempt: an answer, or the code of the error. */
export interface AttemptOutcome {
  readonly status: number | undefined
  readonly retryAfter: string | undefined
  readonly code: string | undefined
}

/**
 * The pause before the request is repeated, in milliseconds, and whether the server asked for it; undefined if repeating does not help. It helps
 * after throttling, errors of the server, and connections that were refused or cut. `repeats` is the number of repetitions so far.
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

/** Codes of connection errors that are worth a repetition. `PARSE_ERROR` is the Azure SDK's code for an answer that was cut off. */
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
