import {readAzConfig} from './lib/configuration/az.ts'
import type {Surroundings} from './lib/configuration/configuration.ts'
import {readVkctlConfig} from './lib/configuration/vkctl.ts'

/** What the environment and the configuration files say, in az's manner. */
export interface Defaults {
  /** The configured default of a flag. */
  flag(name: string): string | undefined
  /** az's default location. It is no default of a flag: used as a filter, it would hide connectors elsewhere. */
  readonly location: string | undefined
  /** A key of az's `[core]` section, such as `output`. */
  core(key: string): string | undefined
  /** Whether a key of `[core]` is set to one of the words that mean yes. */
  isSet(key: string): boolean
}

/** Keys of az's `[defaults]` (or `AZURE_DEFAULTS_…`) by flag. */
const azKeys: Readonly<Record<string, string>> = {'resource-group': 'group'}

/** Keys of vkctl's `[defaults]` (or `VKCTL_DEFAULTS_…`) by flag. */
const ownKeys: Readonly<Record<string, string>> = {'connector-name': 'connector_name', name: 'cluster_name'}

const yes = new Set(['1', 'yes', 'true', 'on'])

export async function readDefaults(surroundings: Surroundings): Promise<Defaults> {
  const [az, own] = await Promise.all([readAzConfig(surroundings), readVkctlConfig(surroundings)])
  return {
    flag(name) {
      const {[name]: azKey} = azKeys
      const {[name]: ownKey} = ownKeys
      if (azKey !== undefined) return az.get('defaults', azKey)
      return ownKey === undefined ? undefined : own.get('defaults', ownKey)
    },
    location: az.get('defaults', 'location'),
    core: key => az.get('core', key),
    isSet: key => yes.has((az.get('core', key) ?? '').toLowerCase()),
  }
}
