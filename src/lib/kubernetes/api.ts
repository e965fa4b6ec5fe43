import type {UserError} from '../errors.ts'
import {ClusterError, ConflictError, isConflict, isMissingRight, rightMissing, unreachable} from './cluster-errors.ts'

/** Asks an API server by the paths of its REST API, such as `/api/v1/nodes`. Rejects with ClusterUnreachable when there is no answer, with NotAllowedError when the credentials are not accepted. */
export interface Api {
  /** Who makes the requests: vkctl itself over HTTPS, or a kubectl for each. */
  readonly by: 'https' | 'kubectl'
  get(path: string, options?: {readonly timeoutMs?: number}): Promise<ApiAnswer>
  /** When the answer is lost, nobody knows whether it was created; unless `once`, it is asked again. */
  create(path: string, object: unknown, how: {readonly once: boolean}): Promise<ApiAnswer>
  /**
   * Brings the object at this path to the given state by server-side apply, and takes over fields that somebody else set. With a resourceVersion it
   * only replaces that version, and is asked once.
   */
  apply(path: string, object: Applied): Promise<ApiAnswer>
  /** By how many milliseconds the clock of the API server is ahead of this machine's, by the `Date` of its last answer; 0 where that is not known. */
  clockAheadMs(): number
  /** Closes its connections. */
  close(): void
}

export interface Applied {
  readonly metadata: {readonly resourceVersion?: string}
}

/** vkctl's name in `metadata.managedFields`. */
export const fieldManager = 'vkctl'

/** `text`: JSON, or the text of a log. */
export type ApiAnswer = {readonly text: string; readonly refused?: undefined} | {readonly text?: undefined; readonly refused: Refusal}

/** Why the API server did not do what it was asked: its Status object, as far as it is known. */
export interface Refusal {
  /** HTTP status; undefined through kubectl, which does not print it. */
  readonly code?: number
  /** `Forbidden`, `NotFound`, …; undefined where something in between answered. */
  readonly reason?: string
  readonly message: string
  /** Of the object that the API server speaks of. */
  readonly name?: string
}

const gatewayCodes: ReadonlySet<number | undefined> = new Set([502, 503, 504])

/** The error of a command that needs what was refused. `doing` completes "Could not …". */
export function refusalError(doing: string, {code, reason, message: said}: Refusal): UserError {
  const message = `Could not ${doing}: ${said}`
  if (isConflict(reason)) return new ConflictError(message, reason)
  if (reason === 'Forbidden' && isMissingRight(said)) return rightMissing(message)
  if (reason === 'ServiceUnavailable' || gatewayCodes.has(code)) return unreachable(message)
  return new ClusterError(message)
}

/** The object in an answer. Throws when there is none. */
export function parseAnswer(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>
  } catch {
    // Said below.
  }
  throw notUnderstood()
}

export function notUnderstood(): ClusterError {
  return new ClusterError('Could not read the cluster: the API server answered with something that is not JSON, or not what was asked for')
}
