import type {Talk} from '../../talk.ts'

/** Which steps were taken, and which were begun: what an interrupted run tells, and what it has to take back. */
export interface Journal<S> {
  /** Says a step, takes it, and remembers that it was taken. */
  take<T>(step: S, act: () => Promise<T>): Promise<T>
  readonly done: readonly S[]
  /** Steps that were begun and did not end well. */
  readonly unfinished: readonly S[]
  /** A step in words. */
  readonly describe: (step: S) => string
}

export function openJournal<S>(talk: Pick<Talk, 'step'>, describe: (step: S) => string): Journal<S> {
  const done: S[] = []
  const begun = new Set<S>()
  return {
    done,
    get unfinished() {
      return [...begun]
    },
    describe,
    async take(step, act) {
      talk.step(describe(step))
      begun.add(step)
      const result = await act()
      begun.delete(step)
      done.push(step)
      return result
    },
  }
}

/** Which steps were taken, and which were only begun; empty when none was. */
export function howFar<S>({done, unfinished, describe}: Journal<S>): readonly string[] {
  const words = (steps: readonly S[]): string => steps.map(step => describe(step)).join('; ')
  return [
    ...(done.length === 0 ? [] : [`Done: ${words(done)}.`]),
    ...(unfinished.length === 0 ? [] : [`Perhaps half done: ${words(unfinished)}.`]),
  ]
}
