import {commandLine} from '../lib/command-line.ts'
import type {Surface} from '../surface.ts'
import {keptWords, type Accepts} from './kept-words.ts'
import {nearestCommand} from './nearest-command.ts'

/** The line for a command line whose command does not exist: the whole command that was probably meant, or who does it. Empty if nothing is near. */
export function suggestCommand(
  argv: readonly string[],
  {bin, groups, commands}: Pick<Surface, 'bin' | 'groups' | 'commands'>,
): readonly string[] {
  const firstOption = argv.findIndex(word => word.startsWith('-'))
  const words = firstOption === -1 ? argv : argv.slice(0, firstOption)
  const meant = nearestCommand(words, [...Object.keys(commands), ...Object.keys(groups)])
  if (meant === undefined) return []
  if ('advice' in meant) return [meant.advice]
  const {[meant.id]: command} = commands
  const rest = command === undefined ? ['--help'] : keptWords(argv.slice(meant.words), command as Accepts)
  return [commandLine`Did you mean: ${[bin, ...meant.id.split(':'), ...rest]}`]
}
