import type {Command} from '@oclif/core/command'
import {readWords} from '../arguments/read.ts'
import {UsageError} from '../lib/errors.ts'
import type {Surface} from '../surface.ts'

/** The words after `vkctl`, and the one that the cursor is in. */
export interface Line {
  readonly words: readonly string[]
  /** Index of the word with the cursor; the number of words if it is a new one. */
  readonly index: number
}

/** The values of the flags that the line has besides the cursor, by the names of the flags. */
export type Given = ReadonlyMap<string, readonly string[]>

/** A place after a command. */
export interface InCommand {
  readonly command: Command.Cached
  readonly given: Given
}

/** What the word at the cursor is. `typed` is what the cursor's word has in front of the cursor. */
export type Cursor =
  /** A command or group. The empty id is that of the program. */
  | {readonly at: 'command'; readonly group: string; readonly typed: string}
  | ({readonly at: 'flag'; readonly typed: string} & InCommand)
  /** The value of a flag. `before` is what the word has in front of the value, such as `--name=`. */
  | ({readonly at: 'value'; readonly flag: string; readonly before: string; readonly typed: string} & InCommand)
  /** A positional argument; `name` is undefined if the command takes no more of them. */
  | ({readonly at: 'argument'; readonly name: string | undefined; readonly typed: string} & InCommand)
  /** A word of another command, which begins at this index. */
  | {readonly at: 'other-command'; readonly index: number}
  | {readonly at: 'nowhere'}

/** No shell can pass this character in an argument. */
const mark = '\0'

/** Finds out what the word at the cursor is. Reads the words as the command itself does. */
export function findCursor({words, index}: Line, surface: Pick<Surface, 'groups' | 'commands'>): Cursor {
  // `vkctl help list` is `vkctl list --help`.
  if (index > 0 && words[0] === 'help') return findCursor({words: words.slice(1), index: index - 1}, surface)
  const {groups, commands} = surface
  const typed = words[index] ?? ''
  let id = ''
  for (const [at, word] of words.slice(0, index).entries()) {
    id = id === '' ? word : `${id}:${word}`
    const command = Object.hasOwn(commands, id) ? commands[id] : undefined
    if (command !== undefined) return inCommand(command, {words, index}, at + 1)
    if (!Object.hasOwn(groups, id)) return {at: 'nowhere'}
  }
  return {at: 'command', group: id, typed}
}

function inCommand(command: Command.Cached, {words, index}: Line, first: number): Cursor {
  const [before, typed, after] = [words.slice(first, index), words[index] ?? '', words.slice(index + 1)]
  const remainder = before.indexOf(`--${String(command['remainder'])}`)
  if (remainder !== -1) {
    const start = first + remainder + 1
    return {at: 'other-command', index: words[start] === '--' && index > start ? start + 1 : start}
  }
  const takesFlags = !before.includes('--')
  if (takesFlags && /^-./.test(typed)) return atFlag(command, [...before, ...after], typed)
  const read = reading([...before, mark, ...after], command) ?? reading([...before, mark], command)
  if (read === undefined) return {at: 'nowhere'}
  const {given, positionals} = read
  const flag = [...given].find(([, values]) => values.includes(mark))?.[0]
  const others = new Map([...given].filter(([name]) => name !== flag))
  if (flag !== undefined) return {at: 'value', flag, before: '', typed, command, given: others}
  if (takesFlags && typed === '-') return {at: 'flag', typed, command, given}
  const names = Object.keys(command.args)
  const name = names[positionals.indexOf(mark)] ?? (command.strict === false ? names.at(-1) : undefined)
  return {at: 'argument', name, typed, command, given: others}
}

/** A word that begins with a dash: a flag, or a flag joined to its value. */
function atFlag(command: Command.Cached, others: readonly string[], typed: string): Cursor {
  const given = reading(others, command)?.given ?? new Map()
  const [flag, [value = ''] = []] = [...(reading([typed], command)?.given ?? [])].at(-1) ?? []
  const isJoined = flag !== undefined && command.flags[flag]?.type === 'option'
  if (!isJoined) return {at: 'flag', typed, command, given}
  return {at: 'value', flag, before: typed.slice(0, typed.length - value.length), typed: value, command, given}
}

/** Undefined if the words cannot be understood. */
function reading(words: readonly string[], {flags, args, strict}: Command.Cached): ReturnType<typeof readWords> | undefined {
  try {
    return readWords(words, flags, strict !== false && Object.keys(args).length === 0)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

/** The flags that a command still takes beside those that the line has. */
export function flagsLeft({flags}: Command.Cached, given: Given): readonly (readonly [string, Command.Flag.Cached])[] {
  const isExcluded = (name: string, flag: Command.Flag.Cached): boolean =>
    [...given.keys()].some(other => flag.exclusive?.includes(other) === true || flags[other]?.exclusive?.includes(name) === true)
  return Object.entries(flags).filter(
    ([name, flag]) =>
      flag.hidden !== true && (!given.has(name) || (flag.type === 'option' && flag.multiple === true)) && !isExcluded(name, flag),
  )
}
