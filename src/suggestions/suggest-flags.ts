import {longNames, type NamedFlags} from '../arguments/flag-names.ts'
import {didYouMean} from '../lib/suggest.ts'
import {wordsForFlags} from './other-words.ts'

/** A line for each unknown option that is like one of the flags, or that other tools call otherwise. */
export function suggestFlags(unknown: readonly string[], flags: NamedFlags): readonly string[] {
  const names = [...longNames(flags).keys()]
  return unknown.flatMap(option => {
    const typed = option.replace(/^-+/, '').split('=', 1)[0] ?? ''
    const same = Object.entries(wordsForFlags).find(([name, others]) => names.includes(name) && others.includes(typed.toLowerCase()))
    return same === undefined
      ? didYouMean(
          `--${typed}`,
          names.map(name => `--${name}`),
        )
      : [`Did you mean '--${same[0]}' ?`]
  })
}
