import type {UserError} from '../errors.ts'
import {kubectlError, saidLines} from './kubectl-errors.ts'
import {resourceNamed} from './resources.ts'

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
  return kubectlError(doing, reasonsOf(unread).join('\n'), 1)
}

/**
 * What kubectl could not read of all that it was asked for. Most lines name a kind: `Error from server (Forbidden): secrets "s" is forbidden: …`.
 * A line that does not may be about anything that no other line names and that was not read.
 */
export function unreadOf(stderr: string, asked: readonly Asked[], isRead: (one: Asked) => boolean): readonly Unread[] {
  const lines = stderr.split(/\r?\n/).flatMap(line =>
    saidLines(line).map(reason => ({
      reason,
      status: /^Error from server \(([A-Za-z]+)\)/.exec(line)?.[1],
      about: asked.filter(one => isNamed(reason, one)),
    })),
  )
  const named = new Set(lines.flatMap(({about}) => about))
  const missing = asked.filter(one => !named.has(one) && !isRead(one))
  const others = missing.length > 0 ? missing : asked
  return lines.flatMap(({reason, status, about}) =>
    (about.length > 0 ? about : others).map(one => ({...one, ...(status !== undefined && {status}), reason})),
  )
}

/** Whether the line begins with this kind and name: `secrets "s" is …`, `deployments.apps is …`. */
function isNamed(line: string, {kind, name}: Asked): boolean {
  const [, resource = '', found] = /^([a-z][a-z0-9.-]*)(?: "([^"]+)")? /.exec(line) ?? []
  return resourceNamed(resource)?.kind === kind && found === name
}
