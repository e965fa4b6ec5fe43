import type {Talk} from '../../talk.ts'

/** What was done and what is being done, to be said when the run is interrupted. */
export interface Journal {
  /** Says a step, takes it, and remembers that it was taken. */
  take<T>(step: string, act: () => Promise<T>): Promise<T>
  readonly done: readonly string[]
  /** Steps that were begun and did not end well. */
  readonly unfinished: readonly string[]
}

export function openJournal(talk: Talk): Journal {
  const done: string[] = []
  const begun = new Set<string>()
  return {
    done,
    get unfinished() {
      return [...begun]
    },
    async take(step, act) {
      talk.step(step)
      begun.add(step)
      const result = await act()
      begun.delete(step)
      done.push(step)
      return result
    },
  }
}

/** Which steps were taken, and which were only begun; empty when none was. */
export function howFar({done, unfinished}: Journal): readonly string[] {
  return [
    ...(done.length === 0 ? [] : [`Done: ${done.join('; ')}.`]),
    ...(unfinished.length === 0 ? [] : [`Perhaps half done: ${unfinished.join('; ')}.`]),
  ]
}
