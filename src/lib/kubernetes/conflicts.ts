import {setTimeout} from 'node:timers/promises'

/** Milliseconds before each new attempt. While a Deployment is rolled out, its controller writes several times a second. */
const pauses = [10, 30, 100, 300, 500, 1000, 1000]

export interface Attempt<T> {
  readonly result: T
  /** Somebody else changed the object after it was read. */
  readonly isConflict: boolean
}

/** Reads and changes an object again, for up to three seconds, while somebody else changes it in between. Returns the last result. */
export async function untilNoConflict<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
  for (const pause of pauses) {
    const {result, isConflict} = await attempt()
    if (!isConflict) return result
    await setTimeout(pause)
  }
  return (await attempt()).result
}
