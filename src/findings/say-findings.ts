import type {Finding} from '../lib/checks/engine/finding.ts'
import type {Console} from '../lib/output/console.ts'
import type {StreamStyle} from '../stream-style.ts'
import type {Layout} from './terminal/layout.ts'
import {sayPlainly} from './plain-lines.ts'
import {findingsReport} from './terminal/report.ts'

/** How findings are said on stderr. */
interface Saying extends StreamStyle, Omit<Layout, 'columns'> {
  /** Whether the result stands above them on the same terminal. */
  readonly isBelowResult: boolean
}

/** Says findings on stderr, beside a result on stdout: as a report on a terminal, as lines of a log elsewhere. */
export async function sayFindings(
  findings: readonly Finding[],
  {columns, isBelowResult, ...layout}: Saying,
  console: Console,
): Promise<void> {
  if (columns === undefined) return sayPlainly(findings, console)
  const report = await findingsReport(findings, {...layout, columns})
  console.laidOut(isBelowResult ? `\n${report}` : report)
}
