import {readAzConfig} from './lib/configuration/az.ts'
import type {Setting, Surroundings} from './lib/configuration/configuration.ts'
import {readVkctlConfig} from './lib/configuration/vkctl.ts'

/** The settings in the environment and the configuration files, as in az. */
export interface Defaults {
  /** The configured default of a flag. */
  flag(name: string): string | undefined
  /** az's default location. It is not the default of a flag, because as a filter it would hide connectors elsewhere. */
  readonly location: string | undefined
  /** A key of az's `[core]` section, such as `output`. */
  core(key: string): string | undefined
  /** Whether a key of `[core]` is set to one of the words that mean yes. */
  isSet(key: string): boolean
  /**
   * The settings that come from configuration files of parent folders and not from the user's own: prompts, the cloud, and those of `flags`
   * that the configuration sets. A user who runs vkctl in a checkout may not know about them.
   */
  notes(flags: readonly string[]): readonly string[]
  /** Configuration files of parent folders that are ignored because they, or their folders, belong to another user. */
  readonly ignored: readonly string[]
}

/** Keys of az's `[defaults]` (or `AZURE_DEFAULTS_…`) by flag. */
const azKeys: Readonly<Record<string, string>> = {'resource-group': 'group'}

/** Keys of vkctl's `[defaults]` (or `VKCTL_DEFAULTS_…`) by flag. */
const ownKeys: Readonly<Record<string, string>> = {'connector-name': 'connector_name', name: 'cluster_name'}

const yes = new Set(['1', 'yes', 'true', 'on'])

export async function readDefaults(surroundings: Surroundings): Promise<Defaults> {
  const [az, own] = await Promise.all([readAzConfig(surroundings), readVkctlConfig(surroundings)])
  const settingOf = (name: string): Setting | undefined => {
    const {[name]: azKey} = azKeys
    const {[name]: ownKey} = ownKeys
    if (azKey !== undefined) return az.find('defaults', azKey)
    return ownKey === undefined ? undefined : own.find('defaults', ownKey)
  }
  const isSet = (key: string): boolean => yes.has((az.get('core', key) ?? '').toLowerCase())
  return {
    flag: name => settingOf(name)?.value,
    location: az.get('defaults', 'location'),
    core: key => az.get('core', key),
    isSet,
    notes: flags => [
      ...flags.flatMap(name => note(settingOf(name), value => `--${name} is ${value}`)),
      ...note(az.find('cloud', 'name'), value => `The cloud is ${value}`),
      ...(isSet('disable_confirm_prompt') ? note(az.find('core', 'disable_confirm_prompt'), () => 'Questions are turned off') : []),
    ],
    ignored: [...az.ignored, ...own.ignored],
  }
}

/** A line about a setting of a parent folder; none about any other. */
function note(setting: Setting | undefined, what: (value: string) => string): readonly string[] {
  return setting?.above === undefined ? [] : [`${what(setting.value)}, says ${setting.above}.`]
}
