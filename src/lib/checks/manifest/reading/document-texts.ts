export interface DocumentText {
  readonly text: string
  /** On which it begins, from 1. */
  readonly line: number
}

/**
 * Cuts a stream of YAML into its documents, so that only one at a time has to be held as values: a line that begins with `---` begins a document, whatever
 * it stands in (https://yaml.org/spec/1.2.2/#914-explicit-documents). Directives stay with the document behind them.
 */
export function* documentTexts(source: string): Generator<DocumentText> {
  let start = 0
  let line = 1
  for (const {index} of source.matchAll(/^---(?=\s|$)/gm)) {
    const text = source.slice(start, index)
    if (text.trim() === '' || isOnlyDirectives(text)) continue
    yield {text, line}
    line += linesIn(text)
    start = index
  }
  yield {text: source.slice(start), line}
}

function isOnlyDirectives(text: string): boolean {
  return /^%/m.test(text) && text.split('\n').every(line => /^(%|\s*(#|$))/.test(line))
}

function linesIn(text: string): number {
  let count = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) count++
  return count
}
