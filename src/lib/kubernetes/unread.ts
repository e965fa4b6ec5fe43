import type {UserError} from '../errors.ts'
import {ClusterError, rightMissing, unreachable} from './cluster-errors.ts'

/** A kind of object, or one object, that could not be read. An object that does not exist is not among these. */
export interface Unread {
  /** Kubernetes kind: `ConfigMap`. */
  readonly kind: string
  /** Name of the object; undefined where all objects of the kind were asked for. */
  readonly name?: string
  /** Undefined for all namespaces, and for kinds without one. */
  readonly namespace?: string
  /** `reason` of the API's Status object, such as `Forbidden`; undefined where the answer had none. */
  readonly status?: string
  /** A sentence for people. */
  readonly reason: string
}

/** What was asked for: one object, or with no name all objects of a kind. */
export type Asked = Pick<Unread, 'kind' | 'name' | 'namespace'>

/** The sentences for people, each once. */
export function reasonsOf(unread: readonly Unread[]): readonly string[] {
  return [...new Set(unread.map(({reason}) => reason))]
}

/** The error of a command that cannot go on without what was not read. `doing` completes "Could not …". */
export function unreadError(doing: string, unread: readonly Unread[]): UserError {
  const message = `Could not ${doing}: ${reasonsOf(unread).slice(-5).join('; ')}`
  const has = (wanted: string): boolean => unread.some(({status}) => status === wanted)
  // Nothing but a missing right keeps somebody from reading.
  if (has('Forbidden')) return rightMissing(message)
  return has('ServiceUnavailable') ? unreachable(message) : new ClusterError(message)
}
