import {withoutCredentials} from '../lib/addresses.ts'
import {isMultiple, plainValue, tokensOf, type OptionToken} from '../arguments/read.ts'
import type {NamedFlags} from '../arguments/flag-names.ts'
import {isAssigningOption, isSecretOption, onlyKey} from '../arguments/secret-words.ts'
import {UsageError} from '../lib/errors.ts'
import {flagForWord} from './flag-for-word.ts'

/** What a command takes, as the manifest describes it. */
export interface Accepts {
  readonly flags?: NamedFlags
  readonly args?: Readonly<Record<string, unknown>>
  readonly strict?: boolean
  /** A flag that takes all further words. */
  readonly remainder?: unknown
}

/** Those words after a command that another command takes too, in their order. What is secret in them is hidden. */
export function keptWords(words: readonly string[], {flags = {}, args = {}, strict, remainder}: Accepts): readonly string[] {
  const cut = words.indexOf(`--${String(remainder)}`)
  const front = cut === -1 ? words : words.slice(0, cut)
  const taken = cut === -1 ? [] : words.slice(cut)
  try {
    return [...known(front, flags, strict === false ? Infinity : Object.keys(args).length), ...taken]
  } catch (error) {
    if (error instanceof UsageError) return taken
    throw error
  }
}

function known(words: readonly string[], flags: NamedFlags, places: number): readonly string[] {
  const {names, tokens} = tokensOf(words, flags)
  let free = places
  let isNamed = false
  let several: string | undefined
  return tokens.flatMap((token, index) => {
    if (token.kind === 'option-terminator') {
      several = undefined
      return []
    }
    if (token.kind === 'option') {
      const name = names.get(token.name)
      several = places === 0 && name !== undefined && isMultiple(flags[name]) ? name : undefined
      return name === undefined ? [] : keptOption(name, flags[name], token)
    }
    if (several !== undefined) return [shownValue(several, token.value)]
    // The word after an unknown option is its value.
    const before = tokens[index - 1]
    const isValue = before?.kind === 'option' && !names.has(before.name)
    if (isValue) return []
    if (free-- > 0) return [token.value]
    // It may be the rest of a secret that was not quoted.
    const isDoubtful = tokens.slice(0, index).some(one => one.kind === 'option' && isSecretOption(names.get(one.name) ?? one.name))
    if (isNamed || isDoubtful) return []
    isNamed = true
    const given = tokens.flatMap(one => (one.kind === 'option' ? (names.get(one.name) ?? []) : []))
    return flagForWord(token.value, flags, given)
  })
}

/** Nothing if the value is missing or not allowed. */
function keptOption(name: string, flag: NamedFlags[string] | undefined, token: OptionToken): readonly string[] {
  if (flag?.type === 'boolean') return token.value === undefined ? [token.rawName] : []
  const plain = plainValue(token)
  if (plain === undefined || flag?.options?.every(option => option.toLowerCase() !== plain.toLowerCase()) === true) return []
  const shown = shownValue(name, plain)
  return /^-./s.test(shown) ? [`--${name}=${shown}`] : [token.rawName, shown]
}

function shownValue(name: string, value: string): string {
  // Any value for a chart may be a secret, and a word without `=` the rest of one that was not quoted.
  if (isAssigningOption(name)) return value.includes('=') ? onlyKey(value) : '***'
  return isSecretOption(name) && !/^(-$|@)/.test(value) ? '***' : withoutCredentials(value)
}
