/** Not being able to look. */
export interface Unknown {
  readonly known: false
  readonly reason: string
  /** What went wrong, for whoever cannot go on without the fact. */
  readonly error: unknown
}

/** Something read from ARM or the cluster, or the reason why it could not be read. Not being able to look is never "no". */
export type Fact<T> = {readonly known: true; readonly value: T} | Unknown

export function known<T>(value: T): Fact<T> {
  return {known: true, value}
}

export function unknown(reason: string, error: unknown = new Error(reason)): Unknown {
  return {known: false, reason, error}
}

export function isUnknown(fact: Fact<unknown>): fact is Unknown {
  return !fact.known
}

/** The value of a fact, for where it is only shown; undefined when it is unknown. */
export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.known === true ? fact.value : undefined
}

/** The fact that follows from another. */
export function mapFact<A, B>(fact: Fact<A>, map: (value: A) => B): Fact<B> {
  return fact.known ? known(map(fact.value)) : fact
}

/** Waits for a read; a failure becomes an unknown fact. An interrupt stays an interrupt. */
export async function factOf<T>(reading: Promise<T>, signal: AbortSignal): Promise<Fact<T>> {
  try {
    return known(await reading)
  } catch (error) {
    signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error), error)
  }
}
