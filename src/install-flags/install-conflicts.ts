import {keptOptionNames, parseKeptOptions, type KeptOption} from '../lib/connector/model/record/kept-options.ts'
import {UsageError} from '../lib/errors.ts'

// Options of install-connector and upgrade-connector that exclude one another.

/**
 * Throws UsageError if an option cannot be passed with `--adopt`: the operating system is that of the connector, and only a new connector that works proves that
 * the other one may go.
 */
export function refuseBesideAdopt({'no-wait': noWait}: {readonly 'no-wait': boolean}, defaulted: ReadonlySet<string>): void {
  const other = noWait ? '--no-wait' : defaulted.has('os-type') ? undefined : '--os-type'
  if (other !== undefined) throw new UsageError(`argument --adopt: not allowed with argument ${other}`)
}

/** Throws UsageError if an option is passed and reset at the same time. */
export function resetOptions({reset, 'reset-all': all, ...flags}: Readonly<Record<string, unknown>>): readonly KeptOption[] {
  if (all === true) return keptOptionNames
  const names = typeof reset === 'string' ? parseKeptOptions(reset) : []
  // --set works on the values that --reset would drop.
  const isPassed = (name: string) =>
    flags[name] !== undefined || (name === 'set-values' && (flags['set'] ?? flags['set-string']) !== undefined)
  const both = names.find(isPassed)
  if (both !== undefined) throw new UsageError(`argument --reset: ${both} cannot be passed and reset at the same time`)
  return names
}
