/** Characters in a line of help, as with az. */
const lineWidth = 100
const indent = '    '

/** One line of a list: its names, its tags such as `[Required]`, its text and further text below. */
export interface Entry {
  readonly names: string
  readonly tags?: string
  readonly text: string
  readonly more?: string
}

/** Wrapped text, indented by four spaces for each level. */
export function paragraph(text: string, level: number): readonly string[] {
  const start = indent.repeat(level)
  return text.split('\n').flatMap(line => wrap(line, start, start))
}

/** Width of the names and tags of all entries, so that several lists can share one column. */
export function nameWidth(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(({names, tags}) => names.length + (tags === undefined ? 0 : tags.length + 1)))
}

/** `    names  tags : text`, wrapped after the colon. */
export function listed({names, tags = '', text, more}: Entry, width: number): readonly string[] {
  const start = `${indent}${names}${tags.padStart(width - names.length)} : `
  return [...wrap(text, start, ' '.repeat(start.length)), ...(more === undefined ? [] : paragraph(more, 2))]
}

/** Breaks only at single spaces: the double space in `Output format.  Allowed values` stays inside a line. */
function wrap(text: string, first: string, next: string): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const [, gap = '', word = ''] of text.matchAll(/( *)([^ ]+)/g)) {
    if (!isEmpty && line.length + gap.length + word.length > lineWidth) {
      lines.push(line)
      line = next + word
    } else {
      line += (isEmpty ? '' : gap) + word
    }
    isEmpty = false
  }
  return [...lines, line.trimEnd()]
}
