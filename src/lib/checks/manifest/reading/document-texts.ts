export interface DocumentText {
  readonly text: string
  /** The offset of its first character in the file. */
  readonly start: number
  /** The line in the file on which the document begins, from 1. */
  readonly line: number
}

/**
 * Splits a YAML stream into documents, so that only one at a time is parsed and kept in memory. A line that begins with `---` begins a document, even
 * within a block scalar (https://yaml.org/spec/1.2.2/#914-explicit-documents). Directives belong to the document that follows them.
 */
export function* documentTexts(source: string): Generator<DocumentText> {
  let start = 0
  let line = 1
  let isFirst = true
  for (const {index} of source.matchAll(/^---(?=\s|$)/gm)) {
    const text = source.slice(start, index)
    // Every further text begins with a marker, so it is not read again and again.
    const isHead = isFirst && (text.trim() === '' || isOnlyDirectives(text))
    isFirst = false
    if (isHead) continue
    yield {text: unmarked(text), start, line}
    line += linesIn(text)
    start = index
  }
  yield {text: unmarked(source.slice(start)), start, line}
}

/** A byte order mark can stand at the start of each document, where files were put together (https://yaml.org/spec/1.2.2/#52-character-encodings). */
function unmarked(text: string): string {
  return text.replace(/^(---[^\n]*\n)\uFEFF/, '$1')
}

function isOnlyDirectives(text: string): boolean {
  return /^%/m.test(text) && text.split('\n').every(line => /^(%|\s*(#|$))/.test(line))
}

function linesIn(text: string): number {
  let count = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) count++
  return count
}
