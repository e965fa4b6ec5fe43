import type {Event} from 'js-yaml'

export interface ParsedYaml {
  readonly events: readonly Event[]
  /** The text to which the offsets in the events refer: as given, or with some lines indented. */
  readonly source: string
}

/** More than anybody writes; each needs another run of the parser. */
const mostRepairs = 1000

/** More than the deepest manifest needs. */
const indentation = ' '.repeat(40)

/**
 * The events of a YAML stream. Throws YAMLException, as js-yaml does.
 *
 * libyaml, with which kubectl reads, does not look at the indentation of lines inside brackets and quotes (its scanner checks it only at flow level 0,
 * https://github.com/yaml/libyaml/blob/0.2.5/src/scanner.c). js-yaml demands it. The spaces at the start of such a line have no meaning, so a line that
 * js-yaml finds too far left is indented, and the text is parsed again.
 */
export async function parseYaml(source: string): Promise<ParsedYaml> {
  const {parseEvents, YAMLException} = await import('js-yaml')
  let text = source
  for (let repairs = 0; ; repairs++) {
    try {
      return {events: parseEvents(text, {}), source: text}
    } catch (error) {
      // js-yaml has no codes for its errors. The version of js-yaml is fixed, and a test reads such a text.
      const isTooFarLeft = error instanceof YAMLException && error.reason === 'deficient indentation'
      if (!isTooFarLeft || repairs === mostRepairs || error.mark === undefined) throw error
      text = indented(text, error.mark.line)
    }
  }
}

/** The text with more spaces before one line, which is counted from 0. */
function indented(text: string, line: number): string {
  let start = 0
  for (let passed = 0; passed < line; passed++) start = text.indexOf('\n', start) + 1
  // A tab counts as a column of its own, so it goes.
  return text.slice(0, start) + indentation + text.slice(start).replace(/^[ \t]*/, spaces => ' '.repeat(spaces.length))
}
