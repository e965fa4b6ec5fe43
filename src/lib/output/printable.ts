import {stripVTControlCharacters} from 'node:util'

/** Characters that change the direction of text, and two that break a line. https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const directions = /[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

/**
 * Text from elsewhere (a cluster, Azure, a file) for a terminal or a log. Removes what would move the cursor, colour the terminal, ring its
 * bell or change the direction of text, and breaks up commands of CI systems. Keeps line breaks.
 */
export function printable(text: string): string {
  return harmless(
    stripVTControlCharacters(text)
      .replaceAll('\t', ' ')
      // oxlint-disable-next-line no-control-regex -- the pattern is about them
      .replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ''),
  )
}

/**
 * The same for text from which other code removes control characters. GitHub takes a line that begins with `::` for a command (runner,
 * ActionCommand.cs), older ones and Azure Pipelines have `##[` and `##vso[` anywhere in it.
 */
export function harmless(text: string): string {
  return text
    .replaceAll(directions, '')
    .replaceAll(/^([^\S\n]*):(?=:)/gm, '$1: ')
    .replaceAll(/#(?=#\w*\[)/g, '# ')
}

/** JSON.stringify leaves some of these characters unescaped. Escapes them, so nothing is lost. */
export function printableJson(json: string): string {
  const escaped = (character: string) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return json
    .replaceAll(/[\u007F-\u009F]/g, escaped)
    .replaceAll(directions, escaped)
    .replaceAll(/#(?=#\w*\[)/g, escaped)
}
