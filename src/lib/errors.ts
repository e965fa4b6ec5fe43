import type {Line} from './printed-commands/printed-lines.ts'

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

/** A request to Azure or to an API server that failed. */
export interface FailedRequest {
  /** HTTP method. */
  readonly method: string
  /** Host and port. */
  readonly server: string
  /** The path, which names the resource. Without the query, which may hold a signature. */
  readonly resource: string
  /** HTTP status; null if there was no answer. */
  readonly status: number | null
  /** The id by which Azure finds the request; null if the answer has none. */
  readonly requestId: string | null
}

export interface UserErrorOptions {
  /** What else the one who was asked said, such as inner errors; each entry is a line. Default: those of the cause. */
  readonly details?: readonly string[]
  /** The request that failed. Default: that of the cause. */
  readonly request?: FailedRequest | undefined
  /** The program that failed, and what it was to do, such as `kubectl drain`. Default: that of the cause. */
  readonly program?: string | undefined
  /** What the user can do about it. Each entry is printed on a separate line, without a prefix; a command with what says which cluster is meant. */
  readonly hints?: readonly Line[]
  readonly exitCode?: ExitCode
  readonly cause?: unknown
}

/** An error that the user can act on. It is printed as `ERROR: message`, then the hints, without a stack trace. */
export class UserError extends Error {
  readonly hints: readonly Line[]
  readonly exitCode: ExitCode
  readonly details: readonly string[]
  readonly request: FailedRequest | undefined
  readonly program: string | undefined

  constructor(message: string, {hints = [], exitCode = exitCodes.failed, cause, ...told}: UserErrorOptions = {}) {
    super(message, {cause})
    const inner = cause instanceof UserError ? cause : undefined
    this.name = new.target.name
    this.details = told.details ?? inner?.details ?? []
    this.request = told.request ?? inner?.request
    this.program = told.program ?? inner?.program
    this.hints = hints
    this.exitCode = exitCode
  }
}

/** An error with more hints at the end, and with another message if there is one. */
export function withHints(error: UserError, hints: readonly Line[], message = error.message): UserError {
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

/** The time given by `--timeout` ran out, or another program did not end in time. */
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
