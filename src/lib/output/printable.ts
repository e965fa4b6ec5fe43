import {stripVTControlCharacters} from 'node:util'

/** Without what would move the cursor, colour the terminal or ring its bell: texts may come from a cluster. Line breaks stay. */
export function printable(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll('\t', ' ')
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      .replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, '')
  )
}
