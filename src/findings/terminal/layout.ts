import type {Verdict} from '../../lib/checks/engine/finding.ts'
import type {Meaning} from '../../lib/output/palette.ts'

/** How a report is laid out. */
export interface Layout {
  /** Width of the terminal. */
  readonly columns: number
  readonly colour: boolean
  /** Whether to show findings that are ok, and not only count them. */
  readonly all: boolean
  /** Whether to show neither warnings nor what is well. */
  readonly onlyErrors?: boolean
  /** How long the run took; undefined while it goes on. */
  readonly elapsedMs?: number
}

export const meanings: Readonly<Record<Verdict, Meaning>> = {
  problem: 'problem',
  unknown: 'unknown',
  warning: 'warning',
  ok: 'good',
  skipped: 'minor',
}
