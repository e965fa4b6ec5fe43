import type {DocumentText} from './document-texts.ts'

/**
 * Splits a stream of JSON objects, with or without blanks between them, as kubectl reads it (apimachinery, util/yaml, YAMLOrJSONDecoder). Undefined if
 * the text does not begin with a brace, or is YAML that does.
 */
export function jsonTexts(source: string): readonly DocumentText[] | undefined {
  if (!/^\s*\{/.test(source)) return undefined
  const texts: DocumentText[] = []
  let depth = 0
  let line = 1
  let start = 0
  let startLine = 1
  // Strings, line ends, brackets, and all that must not be between objects.
  for (const {0: token, index} of source.matchAll(/"(?:[^"\\]|\\.)*"|\n|[[{]|[\]}]|[^\s"[\]{}]+/gs)) {
    if (token === '\n') line++
    else if (token === '{' || token === '[') {
      if (depth++ === 0) [start, startLine] = [index, line]
    } else if (token === '}' || token === ']') {
      if (--depth === 0) texts.push({text: source.slice(start, index + 1), start, line: startLine})
    } else if (depth === 0) return undefined
  }
  return depth === 0 ? texts : undefined
}
