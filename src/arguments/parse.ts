import type {Command} from '@oclif/core/command'
import {UsageError} from '../lib/errors.ts'
import {commandLine} from '../lib/command-line.ts'
import {flagForWord} from '../suggestions/flag-for-word.ts'
import {suggestFlags} from '../suggestions/suggest-flags.ts'
import {spelled, type FlagTable} from './flag-names.ts'
import {refuseStdinTwice, valuesFromFiles, wordsFromFiles, type ArgumentInput} from './given-texts.ts'
import {readWords, type Words} from './read.ts'
import {allowed, defaultValue, parseValue} from './values.ts'

/** The arguments that a command accepts. */
export interface Grammar {
  readonly flags: FlagTable
  /** Names of positional arguments, in their order. */
  readonly args: Readonly<Record<string, Command.Arg>>
  /** Whether there may be more positional arguments than `args` names. */
  readonly open: boolean
  /** A flag that takes all further words, even those that begin with a dash. */
  readonly remainder: string | undefined
}

/** `--help` in a form that only the parser recognises, such as `-yh`. */
export class HelpRequested extends Error {}

export interface Arguments {
  readonly flags: Readonly<Record<string, unknown>>
  readonly args: Readonly<Record<string, string>>
  /** Positional arguments beyond `args`. */
  readonly more: readonly string[]
  /** Flags that neither the command line nor the configuration sets. */
  readonly defaulted: readonly string[]
  /** Flags that only the configuration sets. */
  readonly configured: readonly string[]
}

/**
 * Reads a command line as az does: prefixes, allowed values in any case, the last one of a repeated option, required options that the
 * configuration may give. Throws UsageError with az's texts.
 * `@FILE` is the content of a file.
 * @param configured Returns the configured default of a flag.
 */
export async function parseArguments(
  command: Command,
  argv: readonly string[],
  {flags, args, open, remainder}: Grammar,
  configured: (flag: string) => string | undefined,
  input: ArgumentInput,
): Promise<Arguments> {
  const {front, taken} = cutRemainder(argv, remainder)
  const words = readWords(front, flags, !open && Object.keys(args).length === 0)
  if (words.given.has('help')) throw new HelpRequested()
  refuseStdinTwice(flags, words.given, words.positionals)
  const given = new Map<string, readonly string[]>(words.given)
  const fromConfiguration: string[] = []
  for (const name of Object.keys(flags)) {
    const value = given.has(name) ? undefined : configured(name)
    if (value === undefined) continue
    given.set(name, [value])
    fromConfiguration.push(name)
  }
  if (remainder !== undefined && taken !== undefined) given.set(remainder, taken)
  requireAll(flags, args, given, words, command)
  rejectEmpty(flags, words.given)
  const places = Object.keys(args)
  if (words.unknown.length > 0 || (!open && words.positionals.length > places.length)) rejectRest(flags, words, places.length, command)
  rejectConflicts(flags, words.given)

  const read = await valuesFromFiles(flags, words.given, input)
  rejectEmpty(flags, read)
  for (const [name, texts] of read) given.set(name, texts)
  const positionals = await wordsFromFiles(words.positionals, input)
  const values = await parseAll(command, flags, given)
  return {
    flags: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    args: Object.fromEntries(
      Object.entries(args)
        .slice(0, positionals.length)
        .map(([name, {options}], index) => {
          const value = positionals[index] ?? ''
          return [name, options === undefined ? value : allowed(command, name.toUpperCase(), options, value)] as const
        }),
    ),
    more: positionals.slice(places.length),
    defaulted: Object.keys(flags).filter(name => !given.has(name)),
    configured: fromConfiguration,
  }
}

async function parseAll(command: Command, flags: FlagTable, given: Words['given']): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {}
  for (const [name, flag] of Object.entries(flags)) {
    const typed = given.get(name)
    if (typed === undefined) values[name] = await defaultValue(flag)
    else if (flag.type === 'option' && flag.multiple === true)
      values[name] = await Promise.all(typed.map(value => parseValue(command, name, flag, value)))
    else values[name] = await parseValue(command, name, flag, typed.at(-1) ?? '')
  }
  return values
}

function cutRemainder(argv: readonly string[], remainder: string | undefined) {
  const index = remainder === undefined ? -1 : argv.indexOf(`--${remainder}`)
  if (index === -1) return {front: argv, taken: undefined}
  const taken = argv.slice(index + 1)
  if (taken.length === 0) throw new UsageError(`argument --${remainder}: expected at least one argument`)
  return {front: argv.slice(0, index), taken}
}

function requireAll(
  flags: FlagTable,
  args: Grammar['args'],
  given: Words['given'],
  {given: typed, positionals, unknown}: Words,
  command: Command,
): void {
  // An option that a given option excludes is not required.
  const ruledOut = new Set([...typed.keys()].flatMap(name => flags[name]?.exclusive ?? []))
  const missingFlags = Object.entries(flags).filter(([name, flag]) => flag.required === true && !given.has(name) && !ruledOut.has(name))
  const missingArgs = Object.entries(args)
    .filter(([, arg], index) => arg.required === true && index >= positionals.length)
    .map(([name]) => name.toUpperCase())
  if (missingFlags.length + missingArgs.length === 0) return
  const missing = [...missingFlags.map(([name, flag]) => spelled(name, flag)), ...missingArgs]
  throw new UsageError(`the following arguments are required: ${missing.join(', ')}`, {
    hints: [...suggestFlags(unknown, flags), ...suggestHelp(command, positionals)],
  })
}

function rejectRest(flags: FlagTable, {surplus, unknown, positionals, given}: Words, places: number, command: Command): never {
  const rest = surplus(places)
  const help = suggestHelp(command, positionals)
  const [word] = rest
  const named = rest.length !== 1 || word === undefined || help.length > 0 ? [] : flagForWord(word, flags, [...given.keys()])
  throw new UsageError(`unrecognized arguments: ${rest.join(' ')}`, {
    hints: [...suggestFlags(unknown, flags), ...help, ...(named.length === 0 ? [] : [`Did you mean '${named.join(' ')}' ?`])],
  })
}

function suggestHelp({id, config}: Command, positionals: readonly string[]): readonly string[] {
  return positionals.includes('help') ? [commandLine`Did you mean: ${[config.bin, ...(id ?? '').split(':'), '--help']}`] : []
}

/** In a script, an empty value usually comes from a variable that is not set. */
function rejectEmpty(flags: FlagTable, typed: Words['given']): void {
  for (const [name, values] of typed) {
    if (flags[name]?.type === 'option' && values.some(value => value.trim() === ''))
      throw new UsageError(`argument ${spelled(name, flags[name])}: the value is empty`)
  }
}

function rejectConflicts(flags: FlagTable, typed: Words['given']): void {
  for (const name of typed.keys()) {
    const other = flags[name]?.exclusive?.find(exclusive => typeof exclusive === 'string' && typed.has(exclusive))
    if (typeof other !== 'string') continue
    throw new UsageError(`argument ${spelled(name, flags[name])}: not allowed with argument ${spelled(other, flags[other])}`)
  }
}
