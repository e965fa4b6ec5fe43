import {TimedOutError, type UserError} from '../errors.ts'
import type {Refusal} from './api.ts'
import {ClusterError, ConflictError, credentialsRefused, isConflict, isMissingRight, rightMissing, unreachable} from './cluster-errors.ts'

// kubectl prints no reason for these errors, only text.
const outOfReach =
  /Unable to connect to the server|connection to the server .* was refused|couldn't get current server API group list|no such host|i\/o timeout|TLS handshake timeout|connection refused|EOF$/m
const unauthenticated = /You must be logged in to the server|error: the server has asked for the client to provide credentials/
const outOfTime = /timed out waiting for the condition|global timeout reached|to terminate: context deadline exceeded/

/** How kubectl starts an error of the API server: with the reason of its Status in brackets, if it has one. */
const fromServer = /^Error from server(?: \(([A-Za-z]+)\))?: /

/** kubectl prints these errors without their reason (`checkErr` in k8s.io/kubectl/pkg/cmd/util/helpers.go). */
const invalid = /^The (?:request|\S+ ".*") is invalid: /

/** Turns the stderr of kubectl into an error that says what to do. `doing` completes "Could not …". */
export function kubectlError(doing: string, stderr: string, exitCode: number, args: readonly string[]): UserError {
  const said = saidLines(stderr).slice(-5).join('; ')
  const message = `Could not ${doing}: ${said === '' ? `kubectl ended with exit code ${exitCode} and printed nothing` : said}`
  const asking = {program: programOf(args)}
  const reasons = stderr.split(/\r?\n/).map(line => fromServer.exec(line)?.[1])
  if (isMissingRight(stderr)) return rightMissing(message, asking)
  if (reasons.includes('Unauthorized') || unauthenticated.test(stderr)) return credentialsRefused(message, asking)
  if (outOfTime.test(stderr)) return new TimedOutError(message, asking)
  if (reasons.includes('ServiceUnavailable') || outOfReach.test(stderr)) return unreachable(message, asking)
  const conflict = reasons.find(isConflict)
  return conflict === undefined ? new ClusterError(message, asking) : new ConflictError(message, conflict, asking)
}

/** `kubectl drain`, `kubectl get --raw /api/v1/nodes`: what it was to do, without its other options. */
function programOf([verb = '', ...args]: readonly string[]): string {
  if (verb === 'config') return `kubectl config ${args[0] ?? ''}`
  const raw = args.indexOf('--raw')
  return ['kubectl', verb, ...(raw === -1 ? [] : args.slice(raw, raw + 2).map(word => word.split('?', 1)[0] ?? ''))].join(' ')
}

/** The error of the API server in the stderr of a kubectl that made one request; undefined if it contains none. */
export function refusalIn(stderr: string): Refusal | undefined {
  const line = stderr.split(/\r?\n/).find(one => fromServer.test(one))
  if (line === undefined)
    return stderr.split(/\r?\n/).some(one => invalid.test(one)) ? {reason: 'Invalid', message: saidLines(stderr).join(' ')} : undefined
  const reason = fromServer.exec(line)?.[1]
  return {message: line.replace(fromServer, ''), ...(reason !== undefined && {reason})}
}

/** Advice about field managers that `kubectl apply --server-side` prints after every conflict, even after one of resourceVersions. */
const applyAdvice = /^Please review the fields above[^]*?#conflicts$/gm

/** The error messages in the stderr of kubectl, each once, without prefixes, warnings and log lines (`E1123 07:14:13.6 … memcache.go`). */
export function saidLines(stderr: string): readonly string[] {
  const lines = stderr
    .replace(applyAdvice, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !/^[EWI]\d{4} /.test(line) && !line.startsWith('Warning:'))
    .map(line => line.replace(fromServer, '').replace(/^(error|Error): /, ''))
  return [...new Set(lines)]
}
