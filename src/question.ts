import {UserError} from './lib/errors.ts'
import type {Console} from './lib/output/console.ts'
import {printable} from './lib/output/printable.ts'
import type {Talk} from './lib/talk.ts'
import {beside} from './lib/output/wrap.ts'
import type {System} from './system.ts'

/** Asks yes or no on the terminal; an empty answer is no. `notes` are lines above the question. */
export async function askYesOrNo(system: Pick<System, 'ask' | 'terminal'>, question: string, notes: readonly string[]): Promise<boolean> {
  const {default: widthOf} = await import('string-width')
  const measure = {columns: system.terminal.stderr ? system.terminal.columns : Infinity, widthOf}
  const lines = [...notes, `${question} (y/n):`].flatMap(text => printable(text).split('\n'))
  const text = lines.flatMap(line => beside(/^ */.exec(line)?.[0] ?? '', line.trimStart(), measure)).join('\n')
  for (;;) {
    const answer = (await system.ask(`${text} `)).trim().toLowerCase()
    if (answer === 'y' || answer === 'yes') return true
    if (answer === 'n' || answer === 'no' || answer === '') return false
  }
}

/** Throws UserError, with the words of az, because nobody can answer a question. */
export function refuseWithoutTerminal(talk: Talk, question: string): never {
  talk.warning(question)
  talk.warning('Unable to prompt for confirmation as no tty available. Use --yes.')
  throw new UserError('Operation cancelled.')
}

/** Reads stdin to its end. On a terminal, it says so, and how to end the text. */
export function readAllInput(system: Pick<System, 'terminal' | 'platform' | 'readInput'>, console: Console): Promise<string> {
  const keys = system.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'
  if (system.terminal.stdin)
    console.laidOut(`Reading from this terminal, because of '-'. End the text with ${keys} on a line of its own.\n`)
  return system.readInput()
}
