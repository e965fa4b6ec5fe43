import type {Defaults} from './defaults.ts'
import {UsageError} from './lib/errors.ts'
import {formats} from './lib/output/format.ts'

/** The output format that the configuration of az sets; json when it sets none. Throws UsageError for one that does not exist. */
export function configuredFormat(defaults: Pick<Defaults, 'core'> | undefined): string {
  const configured = defaults?.core('output')
  if (configured === undefined) return 'json'
  const format = formats.find(known => known === configured.toLowerCase())
  if (format !== undefined) return format
  throw new UsageError(`'${configured}' is not a valid value for core.output in the configuration. Allowed values: ${formats.join(', ')}.`)
}
