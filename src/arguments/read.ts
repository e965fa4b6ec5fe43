import {parseArgs} from 'node:util'
import {UsageError} from '../lib/errors.ts'
import {longNames, spelled, type FlagTable} from './flag-names.ts'
import {expandPrefixes} from './prefixes.ts'

/** A command line taken apart. */
export interface Words {
  /** What was given for each flag, in order; a boolean flag has empty texts. */
  readonly given: ReadonlyMap<string, readonly string[]>
  /** What belongs to no flag. */
  readonly positionals: readonly string[]
  /** What looks like an option but is none, as it was typed. */
  readonly unknown: readonly string[]
  /** Options that are none and positionals, in their order. */
  readonly rest: readonly string[]
}

/**
 * Takes a command line apart by the flags of a command: prefixes, `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`, `-xyz`, `--`.
 * Throws UsageError, in az's words, for a value that is missing or too much.
 */
export function readWords(argv: readonly string[], flags: FlagTable): Words {
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
  const {tokens} = parseArgs({args: expandPrefixes(argv, flags), options, strict: false, allowPositionals: true, tokens: true})
  const given = new Map<string, string[]>()
  const positionals: string[] = []
  const unknown: string[] = []
  const rest: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      positionals.push(token.value)
      rest.push(token.value)
      continue
    }
    const name = names.get(token.name)
    if (name === undefined) {
      const typed = token.inlineValue === true ? `${token.rawName}=${token.value}` : token.rawName
      unknown.push(token.rawName)
      rest.push(typed)
      continue
    }
    given.set(name, [...(given.get(name) ?? []), valueOf(token, name, flags)])
  }
  return {given, positionals, unknown, rest}
}

interface OptionToken {
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function valueOf({rawName, value, inlineValue}: OptionToken, name: string, flags: FlagTable): string {
  const flag = flags[name]
  if (flag?.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`argument ${spelled(name, flag)}: ignored explicit argument '${value}'`)
    return ''
  }
  // What looks like an option is no value, unless it is joined on by `=`; `-` alone stands for stdin.
  if (value === undefined || (inlineValue !== true && /^-./s.test(value))) {
    const hints =
      value === undefined ? [] : [`A value that begins with '-' has to be written as --${name}=${value.startsWith('--') ? '--…' : '-…'}`]
    throw new UsageError(`argument ${spelled(name, flag)}: expected one argument`, {hints})
  }
  const isShort = !rawName.startsWith('--')
  return inlineValue === true && isShort ? value.replace(/^=/, '') : value
}
