import type {Console} from './lib/output/console.ts'
import {exitCodes, UserError, type ExitCode} from './lib/errors.ts'

/**
 * Says an error on stderr and gives the exit code for it. What the user can act on is said plainly; anything else is a bug of vkctl and is
 * called so. Stacks are for `--debug` only.
 */
export function reportError(error: unknown, console: Console, signal: AbortSignal): ExitCode {
  const known = userError(error, signal)
  if (known === undefined) {
    console.error(`vkctl failed with an unexpected error: ${error instanceof Error ? error.message : String(error)}`, [
      'This is a bug in vkctl. Please report it with the output of the same command and --debug.',
    ])
  } else {
    console.error(known.message, known.hints)
  }
  for (let cause = error; cause instanceof Error; cause = cause.cause) console.debug(cause.stack ?? cause.message)
  return known?.exitCode ?? exitCodes.failed
}

function userError(error: unknown, signal: AbortSignal): UserError | undefined {
  if (error instanceof UserError) return error
  // Whatever was cut short by Ctrl-C fails in its own way; the reason is the same.
  return signal.aborted && signal.reason instanceof UserError ? signal.reason : undefined
}
