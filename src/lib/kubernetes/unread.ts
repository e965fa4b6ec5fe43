import type {FailedRequest, UserError} from '../errors.ts'
import {ClusterError, rightMissing, unreachable} from './cluster-errors.ts'

/** A kind of object, or one object, that could not be read. This is not an object that does not exist. */
export interface Unread {
  /** Kubernetes kind: `ConfigMap`. */
  readonly kind: string
  /** Name of the object; undefined if vkctl asked for all objects of the kind. */
  readonly name?: string
  /** Undefined for all namespaces, and for kinds without namespaces. */
  readonly namespace?: string
  /** `reason` of the API's Status object, such as `Forbidden`; undefined if the answer had none. */
  readonly status?: string
  /** A sentence for people. */
  readonly reason: string
  /** What was asked; undefined with kubectl. */
  readonly request?: FailedRequest
}

/** What vkctl asked for: one object, or all objects of a kind if there is no name. */
export type Asked = Pick<Unread, 'kind' | 'name' | 'namespace'>

/** The reasons, each once. */
export function reasonsOf(unread: readonly Unread[]): readonly string[] {
  return [...new Set(unread.map(({reason}) => reason))]
}

/** The error of a command that cannot continue without these objects. `doing` completes "Could not …". */
export function unreadError(doing: string, unread: readonly Unread[]): UserError {
  const message = `Could not ${doing}: ${reasonsOf(unread).slice(-5).join('; ')}`
  const has = (wanted: string): boolean => unread.some(({status}) => status === wanted)
  const request = unread.find(one => one.request !== undefined)?.request
  // Reading is forbidden only if a permission is missing.
  if (has('Forbidden')) return rightMissing(message, {request})
  return has('ServiceUnavailable') ? unreachable(message, {request}) : new ClusterError(message, {request})
}
