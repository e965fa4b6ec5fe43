import {UserError, type FailedRequest} from '../../errors.ts'
import {printedLine} from '../../printed-commands/printed-lines.ts'

/** A fact that could not be read. */
export interface Unknown {
  readonly known: false
  /** Why it could not be read, as findings show it. */
  readonly reason: string
  /** What can be done about it, such as a permission to ask for; may be empty. */
  readonly hints: readonly string[]
  /** The request that failed, if one did. */
  readonly request?: FailedRequest
  /** Whether nobody tried to read it. A check that needs it is skipped. */
  readonly unsaved?: true
  /** The error of the read. A caller that needs the fact throws it. */
  readonly error: unknown
}

/** Something read from ARM or the cluster, or the reason why it could not be read. Unknown is not the same as "does not exist". */
export type Fact<T> = {readonly known: true; readonly value: T} | Unknown

export function known<T>(value: T): Fact<T> {
  return {known: true, value}
}

export function unknown(reason: string, error: unknown = new Error(reason)): Unknown {
  const {hints = [], request} = error instanceof UserError ? error : {}
  return {known: false, reason, hints: hints.map(line => printedLine(line, {})), ...(request !== undefined && {request}), error}
}

/** A fact that a bundle of another version of vkctl does not contain. */
export function unsaved(reason: string): Unknown {
  return {...unknown(reason), unsaved: true}
}

export function isUnknown(fact: Fact<unknown>): fact is Unknown {
  return !fact.known
}

/** The value of a fact, or undefined if it is unknown. Only for output: decisions must tell unknown from undefined. */
export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.known === true ? fact.value : undefined
}

/** A fact that is computed from another one; unknown for the same reason if that one is unknown. */
export function mapFact<A, B>(fact: Fact<A>, map: (value: A) => B): Fact<B> {
  return fact.known ? known(map(fact.value)) : fact
}

/** Waits for a read. If it fails, the fact is unknown. Rejects only if `signal` is aborted. */
export async function factOf<T>(reading: Promise<T>, signal: AbortSignal): Promise<Fact<T>> {
  try {
    return known(await reading)
  } catch (error) {
    signal.throwIfAborted()
    return unknown(reasonOf(error), error)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError) return [error.message, ...error.details].join(' ')
  return error instanceof Error ? error.message : String(error)
}
