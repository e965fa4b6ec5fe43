import {resolve} from 'node:path'
import {withoutCredentials} from '../addresses.ts'
import {UsageError} from '../errors.ts'
import {exists} from '../files.ts'

/** The address of a chart as it is used from any folder: a path is made absolute. Rejects with UsageError for an address that vkctl does not use. */
export async function chartAddress(given: string): Promise<string> {
  checkChartAddress(given)
  return !hasScheme(given) && (await exists(given)) ? resolve(given) : given
}

/**
 * Throws UsageError unless a chart may come from this address: https, oci, a path, or `repo/name`. From there, nobody can change a chart in
 * transit.
 */
export function checkChartAddress(address: string): void {
  // Helm would take a word with a dash in front for an option.
  if ((!hasScheme(address) && !address.startsWith('-')) || /^(https|oci):\/\//i.test(address)) return
  throw new UsageError(`--chart-url does not accept ${withoutCredentials(address)}.`, {
    hints: ['Pass an https:// or oci:// address, a path or repo/name with --chart-url.'],
  })
}

/** By the rule of helm. */
export function hasScheme(address: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(address)
}
