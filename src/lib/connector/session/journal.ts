import type {Now, Talk} from '../../talk.ts'

/** The steps that a run has started and finished. An interrupted run prints them. */
export interface Journal<S> {
  /** Prints a step, takes it and records it. */
  take<T>(step: S, act: (now: Now) => Promise<T>): Promise<T>
  readonly done: readonly S[]
  /** Steps that were started and did not succeed. */
  readonly unfinished: readonly S[]
  /** Why steps failed. */
  readonly failures: ReadonlyMap<S, unknown>
  /** The text of a step. */
  readonly describe: (step: S) => string
}

export function openJournal<S>(talk: Pick<Talk, 'during'>, describe: (step: S) => string): Journal<S> {
  const done: S[] = []
  const begun = new Set<S>()
  const failures = new Map<S, unknown>()
  return {
    done,
    get unfinished() {
      return [...begun]
    },
    failures,
    describe,
    async take(step, act) {
      begun.add(step)
      try {
        const result = await talk.during('step', describe(step), act)
        begun.delete(step)
        done.push(step)
        return result
      } catch (error) {
        failures.set(step, error)
        throw error
      }
    },
  }
}

/** Hints that list the finished and the unfinished steps; empty if no step was started. */
export function howFar<S>({done, unfinished, describe}: Journal<S>): readonly string[] {
  const words = (steps: readonly S[]): string => steps.map(step => describe(step)).join('; ')
  return [
    ...(done.length === 0 ? [] : [`Done: ${words(done)}.`]),
    ...(unfinished.length === 0 ? [] : [`May be incomplete: ${words(unfinished)}.`]),
  ]
}
