import {withoutValue} from './arguments/secret-words.ts'
import type {Line} from './lib/printed-commands/printed-lines.ts'
import {suggestCommand} from './suggestions/suggest-command.ts'
import type {Surface} from './surface.ts'

/** What a command line asks for. */
export type Route =
  | {readonly to: 'version'}
  /** Help of a group; the empty id is the program itself. */
  | {readonly to: 'group-help'; readonly id: string}
  | {readonly to: 'command-help'; readonly id: string}
  | {readonly to: 'command'; readonly id: string; readonly argv: readonly string[]}
  /** A group without a command. */
  | {readonly to: 'bare-group'; readonly id: string}
  /** What the scripts of the shells ask; see src/completion/complete.ts. */
  | {readonly to: 'completion'; readonly argv: readonly string[]}
  | {readonly to: 'nothing'; readonly message: string; readonly hints: readonly Line[]}

/** Finds the command, the group or the help that a command line asks for. */
export function route(argv: readonly string[], surface: Pick<Surface, 'bin' | 'groups' | 'commands'>): Route {
  const {groups, commands} = surface
  if (argv[0] === '--version') return {to: 'version'}
  if (argv[0] === 'help') return route([...argv.slice(1), '--help'], surface)
  if (argv[0] === '__complete') return {to: 'completion', argv: argv.slice(1)}
  let id = ''
  for (const [index, word] of argv.entries()) {
    if (word.startsWith('-')) return asksForHelp(argv.slice(index)) ? {to: 'group-help', id} : bareGroup(id, word)
    const next = id === '' ? word : `${id}:${word}`
    if (Object.hasOwn(commands, next)) {
      const rest = argv.slice(index + 1)
      return asksForHelp(rest, commands[next]?.['remainder']) ? {to: 'command-help', id: next} : {to: 'command', id: next, argv: rest}
    }
    if (word === 'help') return {to: 'group-help', id}
    if (!Object.hasOwn(groups, next)) {
      return {
        to: 'nothing',
        message: `'${word}' is misspelled or not recognized by the system.`,
        hints: suggestCommand(argv, surface),
      }
    }
    id = next
  }
  return id === '' ? {to: 'group-help', id} : bareGroup(id)
}

function bareGroup(id: string, option?: string): Route {
  if (id === '' && option !== undefined)
    return {to: 'nothing', message: `the following arguments are required: a command, before ${withoutValue(option)}`, hints: []}
  return {to: 'bare-group', id}
}

/** Whether `--help` or `-h` comes before `--`, and before the words that belong to the flag `remainder`. */
function asksForHelp(words: readonly string[], remainder?: unknown): boolean {
  const end = words.findIndex(word => word === '--' || word === `--${String(remainder)}`)
  return words.slice(0, end === -1 ? undefined : end).some(word => word === '--help' || word === '-h')
}
