import {askedInWords} from './asked.ts'
import {withoutCredentials} from '../lib/addresses.ts'
import {systemFault} from './system-fault.ts'
import type {Console} from '../lib/output/console.ts'
import {exitCodes, UserError, type ExitCode} from '../lib/errors.ts'

/**
 * Prints an error on stderr and returns its exit code. Any error but a UserError or one of the operating system is a bug, and the message says so. Only `--debug` prints
 * stacks. Nothing shows the password and the query of an address that somebody typed.
 */
export function reportError(error: unknown, console: Console, signal: AbortSignal): ExitCode {
  const known = userError(error, signal)
  const fault = known === undefined ? systemFault(error) : undefined
  if (fault !== undefined) {
    console.error(fault.message, [fault.hint])
  } else if (known === undefined) {
    console.error(withoutCredentials(`vkctl failed with an unexpected error: ${error instanceof Error ? error.message : String(error)}`), [
      'This is a bug in vkctl. Please report it with the output of the same command and --debug.',
    ])
  } else {
    console.error(withoutCredentials(known.message), [...askedInWords(known).map(withoutCredentials), ...known.hints])
  }
  for (let cause = error; cause instanceof Error; cause = cause.cause) console.debug(withoutCredentials(cause.stack ?? cause.message))
  return known?.exitCode ?? exitCodes.failed
}

function userError(error: unknown, signal: AbortSignal): UserError | undefined {
  if (error instanceof UserError) return error
  // After Ctrl-C, operations fail in different ways for the same reason.
  return signal.aborted && signal.reason instanceof UserError ? signal.reason : undefined
}
