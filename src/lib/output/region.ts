import type {WidthOf} from './wrap.ts'

/** A terminal that can be drawn on. */
export interface Canvas {
  /** Writes text as it is. */
  say(text: string): void
  /** The width and the height now: they change with the window. */
  readonly columns: number
  readonly rows?: number | undefined
}

/** Lines at the end of what a terminal shows, which are drawn again in place. */
export interface Region {
  /** Replaces what is drawn. What does not fit into the window is left out. */
  draw(text: string): void
  /** Erases what is drawn. */
  erase(): void
}

const eraseLine = '\u001B[2K'
const lineUp = '\u001B[1A'

/** @param widthOf Counts columns. Terminals break a line that is wider than the window into several rows, also when the window changes. */
export function openRegion(canvas: Canvas, widthOf: WidthOf): Region {
  let drawn = ''
  const heightOf = (line: string): number => Math.max(1, Math.ceil(widthOf(line) / Math.max(1, canvas.columns)))
  const erasing = (): string => {
    if (drawn === '') return ''
    const above = drawn.split('\n').reduce((sum, line) => sum + heightOf(line), -1)
    // Line by line: when a whole screen is erased, tmux keeps it in its history, from which it comes back when the window changes.
    return `${eraseLine}${`${lineUp}${eraseLine}`.repeat(above)}\r`
  }
  const fitting = (text: string): string => {
    const lines = text.split('\n')
    const last = lines.findLastIndex(line => line !== '')
    // The cursor is on a row of its own after the last line break.
    const room = (canvas.rows ?? Infinity) - 1
    if (lines.reduce((sum, line) => sum + heightOf(line), -1) <= room) return text
    const end = lines.slice(last)
    let left = room - end.reduce((sum, line) => sum + heightOf(line), -1) - 1
    const count = lines.findIndex(line => (left -= heightOf(line)) < 0)
    return [...lines.slice(0, Math.max(0, count)), `(${last - Math.max(0, count)} more lines)`, ...end].join('\n')
  }
  return {
    draw(text) {
      const shown = fitting(text)
      canvas.say(erasing() + shown)
      drawn = shown
    },
    erase() {
      const text = erasing()
      drawn = ''
      if (text !== '') canvas.say(text)
    },
  }
}
