import type {FailedRequest, UserError} from '../errors.ts'
import {ClusterError, ConflictError, isConflict, isMissingRight, rightMissing, unreachable} from './cluster-errors.ts'

/**
 * The REST API of an API server; paths are such as `/api/v1/nodes`. Rejects with ClusterUnreachable if there is no answer, and with NotAllowedError if the
 * server does not accept the credentials.
 */
export interface Api {
  /** Who sends the requests: vkctl over HTTPS, or one kubectl for each request. */
  readonly by: 'https' | 'kubectl'
  get(path: string, options?: GetOptions): Promise<ApiAnswer>
  /** If the answer is lost, the object may have been created. Without `once`, the request is then sent again. */
  create(path: string, object: unknown, how: {readonly once: boolean}): Promise<ApiAnswer>
  /** Replaces an object with PUT. If the answer is lost, the request is sent again, and then fails with a conflict if the object names its resourceVersion. */
  replace(path: string, object: unknown, how: {readonly dryRun: boolean}): Promise<ApiAnswer>
  /**
   * Applies an object with server-side apply, and takes over fields that somebody else set. An object with a resourceVersion replaces only that version, and
   * its request is sent only once.
   */
  apply(path: string, object: Applied): Promise<ApiAnswer>
  /** How far the clock of the API server is ahead of the local one, in milliseconds, by the `Date` header of its last answer; 0 if unknown. */
  clockAheadMs(): number
  /** Closes its connections. */
  close(): void
}

export interface GetOptions {
  readonly timeoutMs?: number
  /** Asks the server for the metadata of objects only. kubectl cannot ask for that, so its answer contains whole objects. */
  readonly metadataOnly?: boolean
}

export interface Applied {
  readonly metadata: {readonly resourceVersion?: string}
}

/** vkctl's name in `metadata.managedFields`. */
export const fieldManager = 'vkctl'

/** The query of a request that writes; a dry run returns what the API server would store, with its defaults and after admission. */
export function writeQuery(dryRun: boolean): string {
  return `?fieldManager=${fieldManager}${dryRun ? '&dryRun=All' : ''}`
}

/** `text`: JSON, or the text of a log. */
export type ApiAnswer = {readonly text: string; readonly refused?: undefined} | {readonly text?: undefined; readonly refused: Refusal}

/** Why a request was refused: the Status of the API server, as far as it is known. */
export interface Refusal {
  /** HTTP status; undefined with kubectl, which does not print it. */
  readonly code?: number
  /** `Forbidden`, `NotFound`, …; undefined if a proxy answered. */
  readonly reason?: string
  readonly message: string
  /** Name of the object that the Status is about. */
  readonly name?: string
  /** What was asked; undefined with kubectl, whose errors name it. */
  readonly request?: FailedRequest
}

/** Whether an object does not exist. A proxy in front of the API server may also answer 404, but does not name the object. */
export function isNotFound(refused: Refusal | undefined, name: string): boolean {
  return refused?.reason === 'NotFound' && refused.name === name
}

const gatewayCodes: ReadonlySet<number | undefined> = new Set([502, 503, 504])

/** The error of a command that cannot continue after a refusal. `doing` completes "Could not …". */
export function refusalError(doing: string, {code, reason, message: said, request}: Refusal): UserError {
  const message = `Could not ${doing}: ${said}`
  if (isConflict(reason)) return new ConflictError(message, reason, {request})
  if (reason === 'Forbidden' && isMissingRight(said)) return rightMissing(message, {request})
  if (reason === 'ServiceUnavailable' || gatewayCodes.has(code)) return unreachable(message, {request})
  return new ClusterError(message, {request})
}

/** The object in an answer. Throws ClusterError if there is none. */
export function parseAnswer(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>
  } catch {
    // It throws below.
  }
  throw notUnderstood()
}

export function notUnderstood(): ClusterError {
  return new ClusterError('Could not read the cluster: the answer of the API server is not JSON, or is not what vkctl asked for')
}
