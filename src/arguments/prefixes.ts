import {UsageError} from '../lib/errors.ts'
import {longNames, type NamedFlags} from './flag-names.ts'

/** Expands abbreviated options: `--resource-g x` becomes `--resource-group x`. Throws UsageError for an ambiguous one. */
export function expandPrefixes(argv: readonly string[], flags: NamedFlags): string[] {
  const names = longNames(flags)
  const end = argv.indexOf('--')
  return argv.map((argument, index) => {
    const [, typed = '', rest = ''] = /^--([^=]+)(.*)$/s.exec(argument) ?? []
    if (typed === '' || (end !== -1 && index >= end) || names.has(typed)) return argument
    const matches = [...names.keys()].filter(name => name.startsWith(typed)).toSorted()
    const [match] = matches
    if (new Set(matches.map(name => names.get(name))).size > 1) {
      throw new UsageError(`ambiguous option: --${typed} could match ${matches.map(name => `--${name}`).join(', ')}`)
    }
    return match === undefined ? argument : `--${match}${rest}`
  })
}
