import type {Advice} from '../../printed-commands/printed-lines.ts'

/** Something wrong in a manifest. */
export interface Flaw {
  /** A sentence. */
  readonly message: string
  readonly line: number
  /** Default: problem. */
  readonly verdict?: 'warning' | 'problem'
  /** What to change: sentences, and commands on lines of their own. */
  readonly remedy: Advice
}
