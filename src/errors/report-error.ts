import {askedInWords} from './asked.ts'
import type {Console} from '../lib/output/console.ts'
import {exitCodes, UserError, type ExitCode} from '../lib/errors.ts'

/**
 * Prints an error on stderr and returns its exit code. Any error but a UserError is a bug, and the message says so. Only `--debug` prints
 * stacks.
 */
export function reportError(error: unknown, console: Console, signal: AbortSignal): ExitCode {
  const known = userError(error, signal)
  if (known === undefined) {
    console.error(`vkctl failed with an unexpected error: ${error instanceof Error ? error.message : String(error)}`, [
      'This is a bug in vkctl. Please report it with the output of the same command and --debug.',
    ])
  } else {
    console.error(known.message, [...askedInWords(known), ...known.hints])
  }
  for (let cause = error; cause instanceof Error; cause = cause.cause) console.debug(cause.stack ?? cause.message)
  return known?.exitCode ?? exitCodes.failed
}

function userError(error: unknown, signal: AbortSignal): UserError | undefined {
  if (error instanceof UserError) return error
  // After Ctrl-C, operations fail in different ways for the same reason.
  return signal.aborted && signal.reason instanceof UserError ? signal.reason : undefined
}
