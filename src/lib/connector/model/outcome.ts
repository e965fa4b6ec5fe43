import {withoutCredentials} from '../../addresses.ts'
import {exitCodes, type ExitCode, type UserError} from '../../errors.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {printedRemedy} from '../../printed-commands/printed-lines.ts'
import type {ConnectorResult, RemoveResult, ResultError} from './result.ts'

/** The result of an install for one connector. */
export interface ConnectorOutcome {
  readonly result: ConnectorResult
  /** Undefined if the connector is as the user asked. */
  readonly error: UserError | undefined
}

/** The result of a removal for one connector. */
export interface RemoveOutcome {
  readonly result: RemoveResult
  /** Why it could not be removed completely. */
  readonly error: UserError | undefined
}

/** The result of an install for programs, with its error. */
export function resultOf({result, error}: ConnectorOutcome, target: CommandTarget): ConnectorResult {
  return error === undefined ? result : {...result, error: resultError(error, target)}
}

function resultError({message, hints, exitCode, details, request, program}: UserError, target: CommandTarget): ResultError {
  const code = Object.entries(exitCodes).find(([, value]) => value === exitCode)?.[0] ?? 'interrupted'
  return {
    code,
    message: withoutCredentials(message),
    ...printedRemedy(hints, target),
    ...(details.length > 0 && {details}),
    ...(request !== undefined && {request}),
    ...(program !== undefined && {program}),
  }
}

/** 0 if every connector succeeded, 6 if some did, otherwise the exit code of the first error. */
export function installExitCode(outcomes: readonly {readonly error: UserError | undefined}[]): ExitCode {
  const failed = outcomes.flatMap(({error}) => error ?? [])
  if (failed.length === 0) return exitCodes.done
  if (failed.length < outcomes.length) return exitCodes.partlyDone
  return failed[0]?.exitCode ?? exitCodes.failed
}

/** Like {@link installExitCode}, but 7 if nothing failed and something is left. */
export function removeExitCode(
  outcomes: readonly {readonly error: UserError | undefined; readonly result: {readonly left: readonly string[]}}[],
): ExitCode {
  const code = installExitCode(outcomes)
  return code === exitCodes.done && outcomes.some(({result}) => result.left.length > 0) ? exitCodes.leftOver : code
}
