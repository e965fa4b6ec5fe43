import {parseArgs} from 'node:util'
import {UsageError} from '../lib/errors.ts'
import {longNames, spelled, type NamedFlags} from './flag-names.ts'
import {expandPrefixes} from './prefixes.ts'
import {shownWords} from './secret-words.ts'

/** A parsed command line. */
export interface Words {
  /** The values of each flag, in order; those of a boolean flag are empty. */
  readonly given: ReadonlyMap<string, readonly string[]>
  /** Words that belong to no flag. */
  readonly positionals: readonly string[]
  /** Unknown options, as an error may show them. */
  readonly unknown: readonly string[]
  /** Unknown options and the positional arguments after the first `places`, in order, as an error may show them. */
  readonly surplus: (places: number) => readonly string[]
}

/**
 * Parses a command line with the flags of a command: prefixes, `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`, `-xyz`,
 * `--`. Throws UsageError, with az's text, for a missing value, or a value for a flag that takes none.
 * @param gathers Whether words after the value of a flag with `multiple` are further values of it: `-f a b`. Only if the command has no positional arguments.
 */
export function readWords(argv: readonly string[], flags: NamedFlags, gathers: boolean): Words {
  const {names, args, tokens} = tokensOf(argv, flags)
  const given = new Map<string, string[]>()
  const positionals: number[] = []
  const unknown = new Set<number>()
  let several: string | undefined
  for (const token of tokens) {
    if (token.kind === 'option-terminator') {
      several = undefined
      continue
    }
    if (token.kind === 'positional') {
      const before = several === undefined ? undefined : given.get(several)
      if (before === undefined) positionals.push(token.index)
      else before.push(token.value)
      continue
    }
    const name = names.get(token.name)
    several = gathers && name !== undefined && isMultiple(flags[name]) ? name : undefined
    if (name === undefined) {
      unknown.add(token.index)
      continue
    }
    given.set(name, [...(given.get(name) ?? []), valueOf(token, name, flags)])
  }
  return {
    given,
    positionals: positionals.map(index => args[index] ?? ''),
    unknown: shownWords(args, index => unknown.has(index)),
    surplus(places) {
      const shown = new Set([...unknown, ...positionals.slice(places)])
      return shownWords(args, index => shown.has(index))
    },
  }
}

/** The parts of a command line, with abbreviated options written out. Throws UsageError for an ambiguous one. */
export function tokensOf(argv: readonly string[], flags: NamedFlags) {
  const names = longNames(flags)
  const options = Object.fromEntries(
    [...names].map(([long, name]) => {
      const flag = flags[name]
      return [
        long,
        {type: flag?.type === 'boolean' ? 'boolean' : 'string', ...(flag?.char !== undefined && long === name && {short: flag.char})},
      ] as const
    }),
  )
  const args = expandPrefixes(argv, flags)
  return {names, args, tokens: parseArgs({args, options, strict: false, allowPositionals: true, tokens: true}).tokens}
}

/** Whether a flag can have several values: `-f a b` and `-f a -f b` are the same, as in az. */
export function isMultiple(flag: NamedFlags[string] | undefined): boolean {
  return flag?.type === 'option' && flag.multiple === true
}

export interface OptionToken {
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

/** The value of an option; undefined if it has none. */
export function plainValue({rawName, value, inlineValue}: OptionToken): string | undefined {
  // A word that looks like an option is not a value, unless `=` joins it to the flag; `-` alone means stdin.
  if (value === undefined || (inlineValue !== true && /^-./s.test(value))) return undefined
  return inlineValue === true && !rawName.startsWith('--') ? value.replace(/^=/, '') : value
}

function valueOf(token: OptionToken, name: string, flags: NamedFlags): string {
  const flag = flags[name]
  const {value} = token
  if (flag?.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`argument ${spelled(name, flag)}: ignored explicit argument '${value}'`)
    return ''
  }
  const plain = plainValue(token)
  if (plain === undefined) {
    const hints = value === undefined ? [] : [`Write a value that begins with '-' as --${name}=${value.startsWith('--') ? '--…' : '-…'}`]
    throw new UsageError(`argument ${spelled(name, flag)}: expected one argument`, {hints})
  }
  return plain
}
