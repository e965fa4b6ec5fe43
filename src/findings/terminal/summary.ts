import type {Finding} from '../../lib/checks/engine/finding.ts'
import {inWords} from '../../lib/output/elapsed.ts'
import {paint} from '../../lib/output/palette.ts'
import {meanings, type Layout} from './layout.ts'
import {isNoteworthy} from '../plain-lines.ts'

/** What each verdict is called where it is counted, worst first. */
const counted = {
  problem: ['problem', 'problems'],
  unknown: ['check could not run', 'checks could not run'],
  warning: ['warning', 'warnings'],
  ok: ['check passed', 'checks passed'],
  skipped: ['skipped', 'skipped'],
} as const satisfies Readonly<Record<Finding['verdict'], readonly [string, string]>>

/** One line with the number of findings of each verdict and the time, such as `3 problems, 1 warning; 61 checks passed, 12 skipped (4.2 s)`. */
export function summary(
  findings: readonly Pick<Finding, 'verdict'>[],
  {colour, all, elapsedMs}: Pick<Layout, 'colour' | 'all' | 'elapsedMs'>,
): string {
  const countsOf = (verdicts: readonly Finding['verdict'][]): string =>
    verdicts
      .flatMap(verdict => {
        const count = findings.filter(finding => finding.verdict === verdict).length
        const [one, many] = counted[verdict]
        return count === 0 ? [] : [paint(colour, meanings[verdict], `${count} ${count === 1 ? one : many}`)]
      })
      .join(', ')
  const counts = [countsOf(['problem', 'unknown', 'warning']), countsOf(['ok', 'skipped'])].filter(text => text !== '')
  const time = elapsedMs === undefined ? '' : ` (${elapsedMs < 10_000 ? `${(elapsedMs / 1000).toFixed(1)} s` : inWords(elapsedMs)})`
  const hidden = all || findings.every(isNoteworthy) ? '' : '. --verbose lists them'
  return counts.length === 0 ? `No checks ran${time}.` : `${counts.join('; ')}${time}${hidden}.`
}
