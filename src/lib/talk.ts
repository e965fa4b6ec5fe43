import type {Line} from './printed-commands/printed-lines.ts'

/** A `step` changes something, a `wait` waits for somebody else, a `read` only reads. */
export type ActivityKind = 'step' | 'wait' | 'read'

/** Says what an activity waits for now; empty while nothing is missing. `brief` says it in a few words, for one line of a terminal. */
export type Now = (text: string, brief?: string) => void

/** Messages for people, on stderr. The levels are az's; `--verbose`, `--debug` and `--only-show-errors` decide which ones are shown. */
export interface Talk {
  /** Something that the user should know, although the command continues, and what to do about it. */
  warning(text: string, hints?: readonly Line[]): void
  /** Something that has happened; shown unless `--only-show-errors`. The same text is said once in a row. */
  step(text: string): void
  /**
   * What vkctl does, or what it waits for, while `act` runs; shown unless `--only-show-errors`. A terminal shows it with the time so far, and
   * keeps a line of each step. Elsewhere each text is one line, of a read only if it takes some seconds; what lasts is said again every 30 seconds.
   */
  during<T>(kind: ActivityKind, text: string, act: (now: Now) => Promise<T>): Promise<T>
  /** Shown with `--verbose`. */
  info(text: string): void
  /** Shown with `--debug`. Must not contain a secret. `more` is only in the log file. */
  debug(text: string, more?: string): void
}
