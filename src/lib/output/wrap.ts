/** How many columns of a terminal a text takes: `string-width`, or for plain ASCII its length. */
export type WidthOf = (text: string) => number

/** The width of a terminal, and how it is counted. */
export interface Measure {
  readonly columns: number
  readonly widthOf: WidthOf
}

/** In a narrower column, text is hard to read. It then starts on a line of its own. */
const narrowest = 20

/**
 * A heading and, beside it, the text: further lines are indented by the width of the heading. If there is too little room beside it, the text starts below.
 * No line reaches the last column, after which some terminals begin a new line. A word such as a path is never broken, so a command that is to be
 * copied must not be wrapped at all: write it as it is, and the terminal breaks the line in a way that can be copied.
 */
export function beside(heading: string, text: string, {columns, widthOf}: Measure): readonly string[] {
  const headingWidth = widthOf(heading)
  const room = columns - 1 - headingWidth
  const isNarrow = room < narrowest && text.split('\n').some(line => widthOf(line) > room)
  const indent = heading.search(/\S/)
  const margin = ' '.repeat(isNarrow ? (indent === -1 ? 0 : indent) + 2 : headingWidth)
  const lines = text.split('\n').flatMap(line => wrapLine(line, {columns: columns - 1 - margin.length, widthOf}))
  if (!isNarrow) return lines.map((line, index) => ((index === 0 ? heading : margin) + line).trimEnd())
  return [...(indent === -1 ? [] : [heading.trimEnd()]), ...lines.map(line => (margin + line).trimEnd())]
}

/** A word, or a command in backticks: users copy those. */
const unbroken = /( *)((?:`[^`]*`|[^ ])+)/g

/** Breaks a line at spaces into lines of at most `columns`. Returns at least one line; several spaces within a line stay. */
export function wrapLine(text: string, {columns, widthOf}: Measure): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const [, gap = '', word = ''] of text.matchAll(unbroken)) {
    const longer = line + gap + word
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}
