/** The exit codes of vkctl (README, "Output and exit codes"). The first four are az's. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  checksFailed: 4,
  timedOut: 5,
  partlyDone: 6,
  leftOver: 7,
  notAllowed: 8,
  locked: 9,
  notChecked: 10,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes] | 130 | 143

export interface UserErrorOptions {
  /** What the user can do about it. Each entry is printed on a separate line, without a prefix. */
  readonly hints?: readonly string[]
  readonly exitCode?: ExitCode
  readonly cause?: unknown
}

/** An error that the user can act on. It is printed as `ERROR: message`, then the hints, without a stack trace. */
export class UserError extends Error {
  readonly hints: readonly string[]
  readonly exitCode: ExitCode

  constructor(message: string, {hints = [], exitCode = exitCodes.failed, cause}: UserErrorOptions = {}) {
    super(message, {cause})
    this.name = new.target.name
    this.hints = hints
    this.exitCode = exitCode
  }
}

/** An error with more hints at the end, and with another message if there is one. */
export function withHints(error: UserError, hints: readonly string[], message = error.message): UserError {
  return new UserError(message, {hints: [...error.hints, ...hints], exitCode: error.exitCode, cause: error})
}

/** The command line or the configuration is wrong; nothing was changed. */
export class UsageError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(message, {...options, exitCode: exitCodes.usage})
  }
}

/** A cluster, resource group or connector that does not exist. */
export class NotFoundError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(message, {...options, exitCode: exitCodes.notFound})
  }
}

/** Sign-in or a permission is missing. The message names action, scope and principal where they are known. */
export class NotAllowedError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(message, {...options, exitCode: exitCodes.notAllowed})
  }
}

/** The time given by `--timeout` ran out. */
export class TimedOutError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(message, {...options, exitCode: exitCodes.timedOut})
  }
}

/** Another run is changing the connector, or has taken over the lock of this run. The message names the other run. */
export class LockedError extends UserError {
  constructor(message: string, options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(message, {...options, exitCode: exitCodes.locked})
  }
}

/** SIGINT or SIGTERM arrived. The code that catches it adds what was done and what is left. */
export class InterruptedError extends UserError {
  constructor(signal: 'SIGINT' | 'SIGTERM', options: Omit<UserErrorOptions, 'exitCode'> = {}) {
    super(`Interrupted by ${signal}.`, {...options, exitCode: signal === 'SIGINT' ? 130 : 143})
  }
}
