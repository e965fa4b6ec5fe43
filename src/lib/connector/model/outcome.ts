import {exitCodes, type ExitCode, type UserError} from '../../errors.ts'
import type {ConnectorResult, RemoveResult} from './result.ts'

/** How it went with one connector. */
export interface ConnectorOutcome {
  readonly result: ConnectorResult
  /** Undefined when it is as asked. */
  readonly error: UserError | undefined
}

/** How it went with the removal of one connector. */
export interface RemoveOutcome {
  readonly result: RemoveResult
  /** Why it could not be removed, or not whole. */
  readonly error: UserError | undefined
}

/** The exit code follows from what happened: all well, some well, or the reason why none is. */
export function installExitCode(outcomes: readonly {readonly error: UserError | undefined}[]): ExitCode {
  const failed = outcomes.flatMap(({error}) => error ?? [])
  if (failed.length === 0) return exitCodes.done
  if (failed.length < outcomes.length) return exitCodes.partlyDone
  return failed[0]?.exitCode ?? exitCodes.failed
}

/** As {@link installExitCode}; something that is left counts when nothing else went wrong. */
export function removeExitCode(
  outcomes: readonly {readonly error: UserError | undefined; readonly result: {readonly left: readonly string[]}}[],
): ExitCode {
  const code = installExitCode(outcomes)
  return code === exitCodes.done && outcomes.some(({result}) => result.left.length > 0) ? exitCodes.leftOver : code
}
