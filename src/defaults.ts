import type {System} from './system.ts'

/** What the environment and the configuration files say, in az's manner. */
export interface Defaults {
  /** The configured default of a flag. */
  flag(name: string): string | undefined
  /** A key of az's `[core]` section, such as `output`. */
  core(key: string): string | undefined
  /** Whether a key of `[core]` is set to one of the words that mean yes. */
  isSet(key: string): boolean
}

/** Flags whose default az keeps, in `[defaults]` of its configuration or in `AZURE_DEFAULTS_…`. */
const azFlags: Readonly<Record<string, string>> = {'resource-group': 'group', location: 'location'}

/** Flags whose default vkctl keeps, in `VKCTL_DEFAULTS_…`. */
const ownFlags: Readonly<Record<string, string>> = {'connector-name': 'VKCTL_DEFAULTS_CONNECTOR_NAME', name: 'VKCTL_DEFAULTS_CLUSTER_NAME'}

const yes = new Set(['1', 'yes', 'true', 'on'])

export async function readDefaults({env}: System): Promise<Defaults> {
  const get = (section: string, key: string) => env[`AZURE_${section}_${key}`.toUpperCase()]
  const core = (key: string) => get('core', key) || undefined
  return {
    flag(name) {
      const {[name]: azKey} = azFlags
      const {[name]: ownVariable} = ownFlags
      // An empty variable is no default.
      return (azKey !== undefined ? get('defaults', azKey) : ownVariable !== undefined ? env[ownVariable] : undefined) || undefined
    },
    core,
    isSet: (key) => yes.has((core(key) ?? '').toLowerCase()),
  }
}
