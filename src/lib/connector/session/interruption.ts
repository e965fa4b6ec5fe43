import {InterruptedError} from '../../errors.ts'

/**
 * The interruption behind an error, with what was done until then; undefined when nobody interrupted. Whatever is cut short by a
 * signal fails in its own way, so the signal is asked, not the error.
 */
export function interruption(signal: AbortSignal, error: unknown, hints: readonly string[]): InterruptedError | undefined {
  if (!signal.aborted) return undefined
  // It was said already, by somebody who knew more.
  if (error instanceof InterruptedError && error.hints.length > 0) return error
  const name = signal.reason instanceof InterruptedError && signal.reason.exitCode === 143 ? 'SIGTERM' : 'SIGINT'
  return new InterruptedError(name, {hints, cause: error})
}
