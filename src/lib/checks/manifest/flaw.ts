/** Something wrong in a manifest. */
export interface Flaw {
  /** A sentence. */
  readonly message: string
  readonly line: number
  /** Default: problem. */
  readonly verdict?: 'warning' | 'problem'
  /** What to change. */
  readonly remedy: string
}
