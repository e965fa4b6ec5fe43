import {NotAllowedError, TimedOutError, UserError} from '../errors.ts'

/** kubectl ended with a non-zero exit code, or the API server itself refused what kubectl was not needed for. */
export class KubectlFailed extends UserError {}

/** `AlreadyExists`: there is an object of this name. `Conflict`: the object changed since it was read. Both are reasons of the API's Status. */
export type ConflictReason = 'AlreadyExists' | 'Conflict'

/** Somebody else created or changed the object first. */
export class ConflictError extends KubectlFailed {
  readonly reason: ConflictReason

  constructor(message: string, reason: ConflictReason) {
    super(message)
    this.reason = reason
  }
}

export function isConflict(reason: unknown): reason is ConflictReason {
  return reason === 'AlreadyExists' || reason === 'Conflict'
}

/** The API server is away or cannot be reached from here. */
export class ClusterUnreachable extends KubectlFailed {}

const outOfReach =
  /Unable to connect to the server|connection to the server .* was refused|couldn't get current server API group list|no such host|i\/o timeout|TLS handshake timeout|connection refused|ServiceUnavailable|EOF$/m
const unauthenticated =
  /You must be logged in to the server|\(Unauthorized\)|error: the server has asked for the client to provide credentials/
/** Of a right that is missing. A quota, a Pod Security level or a namespace that is going are `forbidden` too, but no right helps there. */
const forbidden = /forbidden: user /i
/** `kubectl apply --server-side` leaves out the reason of a conflict and keeps its message. */
const conflict = /\((AlreadyExists|Conflict)\)|Operation cannot be fulfilled on/
const outOfTime = /timed out waiting for the condition|global timeout reached|to terminate: context deadline exceeded/

/** Turns what kubectl said on stderr into an error that says what to do. `doing` completes "Could not …". */
export function kubectlError(doing: string, stderr: string, exitCode: number): UserError {
  const said = saidLines(stderr).slice(-5).join('; ')
  const message = `Could not ${doing}: ${said === '' ? `kubectl ended with exit code ${exitCode} and said nothing` : said}`
  if (forbidden.test(stderr)) {
    return new NotAllowedError(message, {hints: ['Ask the administrator of the cluster for this right, or use --admin.']})
  }
  if (unauthenticated.test(stderr)) return credentialsRefused(message)
  if (outOfTime.test(stderr)) return new TimedOutError(message)
  if (outOfReach.test(stderr)) return unreachable(message)
  const [found, reason = 'Conflict'] = conflict.exec(stderr) ?? []
  if (found !== undefined && isConflict(reason)) return new ConflictError(message, reason)
  return new KubectlFailed(message)
}

export function credentialsRefused(message: string): NotAllowedError {
  return new NotAllowedError(message, {hints: ['The cluster did not accept the credentials; sign in again, or use --admin.']})
}

export function unreachable(message: string): ClusterUnreachable {
  return new ClusterUnreachable(message, {
    hints: ['Check that the cluster runs and that its API server can be reached from here (a private cluster needs its network).'],
  })
}

/** What `kubectl apply --server-side` adds to every conflict, also to that of a resourceVersion, which no manager of fields has to do with. */
const applyAdvice = /^Please review the fields above[^]*?#conflicts$/gm

/** The lines that matter, each once, without kubectl's prefixes and log noise (`E1123 07:14:13.6 … memcache.go`). */
export function saidLines(stderr: string): readonly string[] {
  const lines = stderr
    .replace(applyAdvice, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !/^[EWI]\d{4} /.test(line) && !line.startsWith('Warning:'))
    .map(line => line.replace(/^(Error from server( \([A-Za-z]+\))?: |error: |Error: )/, ''))
  return [...new Set(lines)]
}
