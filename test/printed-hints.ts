import type {UserError} from '../src/lib/errors.ts'
import {printedLine} from '../src/lib/printed-commands/printed-lines.ts'

/** Hints as they are printed when vkctl was given no cluster. */
export function printedHints({hints}: Pick<UserError, 'hints'>): string {
  return hints.map(line => printedLine(line, {})).join('\n')
}
