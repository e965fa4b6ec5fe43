import {commandLine} from '../lib/command-line.ts'
import type {NamedFlags} from '../arguments/flag-names.ts'
import type {Program} from '../lib/printed-commands/printed-command.ts'
import type {Line} from '../lib/printed-commands/printed-lines.ts'
import type {Surface} from '../surface.ts'
import {keptWords, type Accepts} from './kept-words.ts'
import {nearestCommand} from './nearest-command.ts'

/** Flags of vkctl that other programs have too: they say which subscription or cluster is meant. */
const shared: Readonly<Partial<Record<Program, NamedFlags>>> = {
  az: {subscription: {type: 'option'}},
  kubectl: {kubeconfig: {type: 'option'}, context: {type: 'option'}},
}

/** The lines for a command line whose command does not exist: the whole command that was probably meant, or who does it. Empty if nothing is near. */
export function suggestCommand(
  argv: readonly string[],
  {bin, groups, commands}: Pick<Surface, 'bin' | 'groups' | 'commands'>,
): readonly Line[] {
  const firstOption = argv.findIndex(word => word.startsWith('-'))
  const words = firstOption === -1 ? argv : argv.slice(0, firstOption)
  const meant = nearestCommand(words, [...Object.keys(commands), ...Object.keys(groups)])
  if (meant === undefined) return []
  const after = argv.slice(meant.words)
  if ('advice' in meant) return meant.advice.map(line => withSharedFlags(line, after))
  const {[meant.id]: command} = commands
  const rest = command === undefined ? ['--help'] : keptWords(after, command as Accepts)
  return [{yaml: commandLine`Did you mean: ${[bin, ...meant.id.split(':'), ...rest]}`}]
}

function withSharedFlags(line: Line, after: readonly string[]): Line {
  if (typeof line === 'string' || 'yaml' in line) return line
  return {...line, words: [...line.words, ...keptWords(after, {flags: shared[line.program] ?? {}})]}
}
