import type {Finding} from '../../lib/checks/engine/finding.ts'
import type {Console} from '../../lib/output/console.ts'
import {inWords} from '../../lib/output/elapsed.ts'
import {openRegion} from '../../lib/output/region.ts'
import type {Talk} from '../../lib/talk.ts'
import type {Layout} from './layout.ts'
import {findingsReport} from './report.ts'

/** A report that is redrawn in place on the terminal. */
export interface LiveReport {
  /** For other messages: prints them above the report, and each warning only once. */
  readonly talk: Talk
  show(findings: readonly Finding[], leftMs: number): Promise<void>
  /** Removes the report. */
  erase(): void
}

/** The window in which a report is drawn. */
export interface Window {
  readonly columns: number
  readonly rows?: number | undefined
  onResize?(listener: () => void): void
}

/** @param signal When it is aborted, the report stays as it is. */
export async function liveReport(
  console: Console,
  window: Window,
  {signal, ...layout}: Omit<Layout, 'columns'> & {readonly signal: AbortSignal},
): Promise<LiveReport> {
  const {default: widthOf} = await import('string-width')
  const canvas = {
    say: (text: string) => console.laidOut(text),
    get columns() {
      return window.columns
    },
    get rows() {
      return window.rows
    },
  }
  const region = openRegion(canvas, widthOf)
  let redraw: (() => Promise<void>) | undefined
  const drawing = (findings: readonly Finding[], leftMs: number) => async () => {
    const report = await findingsReport(findings, {...layout, columns: window.columns})
    const more = leftMs > 0 ? `Repeating the checks for another ${inWords(leftMs)}. Press Ctrl-C to stop.\n` : ''
    if (redraw !== undefined && !signal.aborted) region.draw(report + more)
  }
  window.onResize?.(() => void redraw?.())
  return {
    talk: {
      ...sayingOnce({
        ...console,
        warning(text, hints) {
          region.erase()
          console.warning(text, hints)
        },
      }),
      // It would be drawn over the report.
      step() {},
      during: (kind, text, act) => (redraw === undefined ? console.during(kind, text, act) : act(() => {})),
    },
    async show(findings, leftMs) {
      redraw = drawing(findings, leftMs)
      await redraw()
      if (leftMs <= 0) redraw = undefined
    },
    erase() {
      redraw = undefined
      region.erase()
    },
  }
}

/** Talk that prints each warning and each text of `--verbose` only once, for checks that are repeated. */
export function sayingOnce(talk: Talk): Talk {
  const said = new Set<string>()
  const isNew = (text: string): boolean => said.size < said.add(text).size
  return {
    ...talk,
    warning(text, hints) {
      if (isNew(text)) talk.warning(text, hints)
    },
    info(text) {
      if (isNew(text)) talk.info(text)
    },
  }
}
