import {wrapLine, type Measure} from '../lib/output/wrap.ts'

const indent = '    '

/** In a narrower column, text is hard to read. It then starts on a line of its own. */
const narrowest = 24

/** One line of a list: its names, its tags such as `[Required]`, its text and further text below. */
export interface Entry {
  readonly names: string
  readonly tags?: string
  readonly text: string
  readonly more?: string
}

/** Characters in a line of help: the columns of the terminal, within what can be read; into a file or a pipe, 80. */
export function helpWidth({stdout, columns}: {readonly stdout: boolean; readonly columns: number}): number {
  return stdout ? Math.min(200, Math.max(40, columns)) : 80
}

/** Wrapped text, indented by four spaces for each level. */
export function paragraph(text: string, level: number, width: number): readonly string[] {
  const start = indent.repeat(level)
  return wrapped(text, width - start.length).map(line => (start + line).trimEnd())
}

/** Width of the names and tags of all entries, so that several lists can share one column. */
export function nameWidth(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(({names, tags}) => names.length + (tags === undefined ? 0 : tags.length + 1)))
}

/** `    names  tags : text`, wrapped after the colon. */
export function listed({names, tags = '', text, more}: Entry, column: number, width: number): readonly string[] {
  const start = `${indent}${names}${tags.padStart(column - names.length)} : `
  const further = more === undefined ? [] : paragraph(more, 2, width)
  const room = width - start.length
  if (room >= narrowest) return [...wrapped(text, room).map((line, at) => (at === 0 ? start : ' '.repeat(start.length)) + line), ...further]
  return [`${indent}${names}${tags === '' ? '' : ` ${tags}`}`, ...paragraph(text, 2, width), ...further]
}

/** Help is ASCII, so its width is its length. */
function wrapped(text: string, columns: number): readonly string[] {
  const measure: Measure = {columns, widthOf: line => line.length}
  return text.split('\n').flatMap(line => wrapLine(line, measure))
}
