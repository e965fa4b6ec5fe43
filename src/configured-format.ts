import type {Defaults} from './defaults.ts'

/** The output format that the configuration sets; json when it sets none. Throws UsageError for one that does not exist. */
export function configuredFormat(defaults: Pick<Defaults, 'core'> | undefined): string {
  return defaults?.core('output')?.toLowerCase() ?? 'json'
}
