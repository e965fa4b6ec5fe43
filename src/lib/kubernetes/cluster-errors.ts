import {NotAllowedError, UserError, type UserErrorOptions} from '../errors.ts'

/** What was asked, for the error. */
export type Asking = Pick<UserErrorOptions, 'request' | 'program' | 'cause'>

/** The API server refused a request, or vkctl could not reach it. */
export class ClusterError extends UserError {}

/** Reasons in the Status of the API. `AlreadyExists`: an object with this name exists. `Conflict`: the object has changed since vkctl read it. */
export type ConflictReason = 'AlreadyExists' | 'Conflict'

/** Somebody else created or changed the object first. */
export class ConflictError extends ClusterError {
  readonly reason: ConflictReason

  constructor(message: string, reason: ConflictReason, asking: Asking = {}) {
    super(message, asking)
    this.reason = reason
  }
}

export function isConflict(reason: string | undefined): reason is ConflictReason {
  return reason === 'AlreadyExists' || reason === 'Conflict'
}

/** The API server is down, or vkctl cannot reach it. */
export class ClusterUnreachable extends ClusterError {}

/**
 * Whether a message of the API server says that a permission is missing. Quotas, Pod Security levels and namespaces that are being deleted
 * also have the reason `Forbidden`, although no permission would help. The Status has no other field that tells them apart.
 */
export function isMissingRight(text: string): boolean {
  return /forbidden: user /i.test(text)
}

export function rightMissing(message: string, asking: Asking = {}): NotAllowedError {
  return new NotAllowedError(message, {hints: ['Ask the cluster administrator for this permission, or use --admin.'], ...asking})
}

export function credentialsRefused(message: string, asking: Asking = {}): NotAllowedError {
  return new NotAllowedError(message, {hints: ['The cluster rejected the credentials. Sign in again, or use --admin.'], ...asking})
}

export function unreachable(message: string, asking: Asking = {}): ClusterUnreachable {
  return new ClusterUnreachable(message, {
    hints: [
      'Check that the cluster is running and that you can reach its API server from here (a private cluster needs access to its network).',
    ],
    ...asking,
  })
}
