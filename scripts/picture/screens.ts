import xterm, {type IBufferCell, type IBufferLine, type Terminal} from '@xterm/headless'
import type {Part} from './record.ts'

/** Text in one style. */
export interface Span {
  readonly text: string
  readonly bold: boolean
  /** One of the 16 colours of terminals; undefined for the usual one. */
  readonly colour: number | undefined
}

export type Line = readonly Span[]

/** What the terminal showed, and for how long in the picture. */
export interface Screen {
  readonly lines: readonly Line[]
  readonly ms: number
}

/** Changes that follow one another faster than this are one. */
const togetherMs = 200
/** Nobody wants to watch longer pauses. */
const longestMs = 900
/** The last screen stays for this time. */
const endMs = 6000

/** The screens of a recording, and all its text as the terminal wrapped it. */
export async function screensOf(
  parts: readonly Part[],
  size: {readonly columns: number; readonly rows: number},
): Promise<{readonly screens: readonly Screen[]; readonly text: string}> {
  const terminal = new xterm.Terminal({cols: size.columns, rows: size.rows, scrollback: 10_000, allowProposedApi: true})
  const screens: Screen[] = []
  let shownAt: number | undefined
  for (const [index, {text, atMs}] of parts.entries()) {
    await new Promise<void>(resolve => terminal.write(text, resolve))
    const next = parts[index + 1]?.atMs ?? atMs + endMs
    shownAt ??= atMs
    const isLast = index === parts.length - 1
    if (!isLast && next - shownAt < togetherMs) continue
    screens.push({lines: linesOf(terminal, size.rows), ms: isLast ? endMs : Math.min(longestMs, next - shownAt)})
    shownAt = undefined
  }
  const {active} = terminal.buffer
  const all = Array.from({length: active.length}, (_, y) => active.getLine(y)?.translateToString(true) ?? '')
  return {screens, text: `${all.join('\n').trimEnd()}\n`}
}

function linesOf({buffer: {active}}: Terminal, rows: number): readonly Line[] {
  return Array.from({length: rows}, (_, y) => spansOf(active.getLine(active.baseY + y)))
}

function spansOf(line: IBufferLine | undefined): Line {
  const spans: Span[] = []
  for (let x = 0; x < (line?.length ?? 0); x += 1) {
    const cell = line?.getCell(x)
    if (cell === undefined || cell.getWidth() === 0) continue
    const style = styleOf(cell)
    const last = spans.at(-1)
    const text = cell.getChars() || ' '
    if (last !== undefined && last.bold === style.bold && last.colour === style.colour)
      spans[spans.length - 1] = {...last, text: last.text + text}
    else spans.push({text, ...style})
  }
  return spans
}

function styleOf(cell: IBufferCell): Omit<Span, 'text'> {
  return {bold: cell.isBold() !== 0, colour: cell.isFgPalette() ? cell.getFgColor() : undefined}
}
