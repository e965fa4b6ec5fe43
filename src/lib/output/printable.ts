import {stripVTControlCharacters} from 'node:util'

/** Removes what would move the cursor, colour the terminal or ring its bell, because texts may come from a cluster. Keeps line breaks. */
export function printable(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll('\t', ' ')
      // oxlint-disable-next-line no-control-regex -- the pattern is about them
      .replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, '')
  )
}
