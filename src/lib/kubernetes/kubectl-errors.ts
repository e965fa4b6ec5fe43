import {TimedOutError, type UserError} from '../errors.ts'
import type {Refusal} from './api.ts'
import {ClusterError, ConflictError, credentialsRefused, isConflict, isMissingRight, rightMissing, unreachable} from './cluster-errors.ts'

// For these kubectl prints no reason, only words.
const outOfReach =
  /Unable to connect to the server|connection to the server .* was refused|couldn't get current server API group list|no such host|i\/o timeout|TLS handshake timeout|connection refused|EOF$/m
const unauthenticated = /You must be logged in to the server|error: the server has asked for the client to provide credentials/
const outOfTime = /timed out waiting for the condition|global timeout reached|to terminate: context deadline exceeded/

/** How kubectl begins what the API server said: with the reason of its Status in brackets, if there is one. */
const fromServer = /^Error from server(?: \(([A-Za-z]+)\))?: /

/** Turns what kubectl said on stderr into an error that says what to do. `doing` completes "Could not …". */
export function kubectlError(doing: string, stderr: string, exitCode: number): UserError {
  const said = saidLines(stderr).slice(-5).join('; ')
  const message = `Could not ${doing}: ${said === '' ? `kubectl ended with exit code ${exitCode} and said nothing` : said}`
  const reasons = stderr.split(/\r?\n/).map(line => fromServer.exec(line)?.[1])
  if (isMissingRight(stderr)) return rightMissing(message)
  if (reasons.includes('Unauthorized') || unauthenticated.test(stderr)) return credentialsRefused(message)
  if (outOfTime.test(stderr)) return new TimedOutError(message)
  if (reasons.includes('ServiceUnavailable') || outOfReach.test(stderr)) return unreachable(message)
  const conflict = reasons.find(isConflict)
  return conflict === undefined ? new ClusterError(message) : new ConflictError(message, conflict)
}

/** What the API server said when kubectl made one request; undefined when the server said nothing. */
export function refusalIn(stderr: string): Refusal | undefined {
  const line = stderr.split(/\r?\n/).find(one => fromServer.test(one))
  if (line === undefined) return undefined
  const reason = fromServer.exec(line)?.[1]
  return {message: line.replace(fromServer, ''), ...(reason !== undefined && {reason})}
}

/** What `kubectl apply --server-side` adds to every conflict, also to that of a resourceVersion, which no manager of fields has to do with. */
const applyAdvice = /^Please review the fields above[^]*?#conflicts$/gm

/** The lines that matter, each once, without kubectl's prefixes and log noise (`E1123 07:14:13.6 … memcache.go`). */
export function saidLines(stderr: string): readonly string[] {
  const lines = stderr
    .replace(applyAdvice, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !/^[EWI]\d{4} /.test(line) && !line.startsWith('Warning:'))
    .map(line => line.replace(fromServer, '').replace(/^(error|Error): /, ''))
  return [...new Set(lines)]
}
