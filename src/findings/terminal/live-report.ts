import {formatDuration} from '../../duration.ts'
import type {Finding} from '../../lib/checks/engine/finding.ts'
import type {Console} from '../../lib/output/console.ts'
import {openRegion} from '../../lib/output/region.ts'
import type {Talk} from '../../lib/talk.ts'
import type {Layout} from './layout.ts'
import {findingsReport} from './report.ts'

/** A report that is redrawn in place on the terminal. */
export interface LiveReport {
  /** For other messages: prints them above the report, and each text only once. */
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
  const said = new Set<string>()
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
    const more = leftMs > 0 ? `Repeating the checks for another ${formatDuration(leftMs)}. Press Ctrl-C to stop.\n` : ''
    if (redraw !== undefined && !signal.aborted) region.draw(report + more)
  }
  window.onResize?.(() => void redraw?.())
  return {
    talk: {
      ...console,
      warning(text, hints) {
        if (said.has(text)) return
        said.add(text)
        region.erase()
        console.warning(text, hints)
      },
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

/** Talk that prints each text only once, for rounds without a live report. */
export function sayingOnce(talk: Talk): Talk {
  const said = new Set<string>()
  const once = (say: (text: string) => void) => (text: string) => {
    if (said.has(text)) return
    said.add(text)
    say(text)
  }
  return {
    warning(text, hints) {
      if (said.has(text)) return
      said.add(text)
      talk.warning(text, hints)
    },
    step: text => talk.step(text),
    during: (kind, text, act) => talk.during(kind, text, act),
    info: once(text => talk.info(text)),
    debug: text => talk.debug(text),
  }
}
