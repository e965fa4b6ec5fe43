import {NotAllowedError, UserError} from '../errors.ts'

/** The cluster did not do what it was asked, or nobody could ask it. */
export class ClusterError extends UserError {}

/** `AlreadyExists`: there is an object of this name. `Conflict`: the object changed since it was read. Both are reasons of the API's Status. */
export type ConflictReason = 'AlreadyExists' | 'Conflict'

/** Somebody else created or changed the object first. */
export class ConflictError extends ClusterError {
  readonly reason: ConflictReason

  constructor(message: string, reason: ConflictReason) {
    super(message)
    this.reason = reason
  }
}

export function isConflict(reason: string | undefined): reason is ConflictReason {
  return reason === 'AlreadyExists' || reason === 'Conflict'
}

/** The API server is away or cannot be reached from here. */
export class ClusterUnreachable extends ClusterError {}

/**
 * Whether this says that a right is missing. A quota, a Pod Security level and a namespace that is being deleted have the reason `Forbidden` too, and the Status
 * has no other field that tells them apart; no right helps there.
 */
export function isMissingRight(text: string): boolean {
  return /forbidden: user /i.test(text)
}

export function rightMissing(message: string): NotAllowedError {
  return new NotAllowedError(message, {hints: ['Ask the administrator of the cluster for this right, or use --admin.']})
}

export function credentialsRefused(message: string): NotAllowedError {
  return new NotAllowedError(message, {hints: ['The cluster did not accept the credentials; sign in again, or use --admin.']})
}

export function unreachable(message: string): ClusterUnreachable {
  return new ClusterUnreachable(message, {
    hints: ['Check that the cluster runs and that its API server can be reached from here (a private cluster needs its network).'],
  })
}
