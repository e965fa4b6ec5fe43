/** What came of something that was tried. */
export interface Finding {
  readonly name: string
  /** Empty when all was right. */
  readonly problems: readonly string[]
  /** What was said by the runs, for whoever looks into a problem. */
  readonly record: readonly string[]
}
