import {formatDuration} from '../duration.ts'
import type {Finding} from '../lib/checks/engine/finding.ts'
import type {Console} from '../lib/output/console.ts'
import type {Talk} from '../lib/talk.ts'
import {findingsReport, type Layout} from './report.ts'

/** A report that is redrawn in place on the terminal. */
export interface LiveReport {
  /** For other messages: prints them above the report, and each text only once. */
  readonly talk: Talk
  show(findings: readonly Finding[], leftMs: number): Promise<void>
}

export function liveReport(console: Console, layout: Layout): LiveReport {
  const said = new Set<string>()
  let rows = 0
  const erase = () => {
    if (rows > 0) console.laidOut(`\u001B[${rows}A\r\u001B[J`)
    rows = 0
  }
  return {
    talk: {
      ...console,
      warning(text) {
        if (said.has(text)) return
        said.add(text)
        erase()
        console.warning(text)
      },
      // The spinner would be drawn over the report.
      step() {},
    },
    async show(findings, leftMs) {
      const {default: widthOf} = await import('string-width')
      const report = await findingsReport(findings, layout)
      const text = leftMs > 0 ? `${report}Repeating the checks for another ${formatDuration(leftMs)}. Press Ctrl-C to stop.\n` : report
      erase()
      console.laidOut(text)
      // A line that is wider than the terminal takes several rows.
      const heights = text.split('\n').map(line => Math.max(1, Math.ceil(widthOf(line) / layout.columns)))
      rows = heights.reduce((sum, height) => sum + height, -1)
    },
  }
}

/** Talk that prints each text only once, for rounds without a live report. */
export function sayingOnce(talk: Talk): Talk {
  const said = new Set<string>()
  const once = (say: (text: string) => void) => (text: string) => {
    if (said.has(text)) return
    said.add(text)
    say(text)
  }
  return {
    warning: once(text => talk.warning(text)),
    step: text => talk.step(text),
    info: once(text => talk.info(text)),
    debug: text => talk.debug(text),
  }
}
