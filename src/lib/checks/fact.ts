/** Something read from ARM or the cluster, or the reason why it could not be read. Not being able to look is never "no". */
export type Fact<T> = {readonly known: true; readonly value: T} | {readonly known: false; readonly reason: string}

export function known<T>(value: T): Fact<T> {
  return {known: true, value}
}

export function unknown<T>(reason: string): Fact<T> {
  return {known: false, reason}
}

/** Waits for a read; a failure becomes an unknown fact. An interrupt stays an interrupt. */
export async function factOf<T>(reading: Promise<T>, signal: AbortSignal): Promise<Fact<T>> {
  try {
    return known(await reading)
  } catch (error) {
    signal.throwIfAborted()
    return unknown(error instanceof Error ? error.message : String(error))
  }
}
