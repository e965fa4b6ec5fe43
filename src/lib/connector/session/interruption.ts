import {InterruptedError} from '../../errors.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'

/**
 * The InterruptedError to throw instead of an error, with hints about what was done; undefined without an interrupt. The signal decides and
 * not the error, because every operation that is cut off fails in its own way.
 */
export function interruption(signal: AbortSignal, error: unknown, hints: readonly Line[]): InterruptedError | undefined {
  if (!signal.aborted) return undefined
  // It already has hints, from code that knows more.
  if (error instanceof InterruptedError && error.hints.length > 0) return error
  const name = signal.reason instanceof InterruptedError && signal.reason.exitCode === 143 ? 'SIGTERM' : 'SIGINT'
  return new InterruptedError(name, {hints, cause: error})
}
