import {readConfiguration, source, type Configuration, type Setting} from './lib/configuration/configuration.ts'
import type {Surroundings} from './lib/configuration/config-files.ts'
import type {SettingName} from './lib/configuration/settings.ts'
import {UsageError} from './lib/errors.ts'
import {complaint, isYes} from './settings/complaint.ts'

/** The settings in the environment and the configuration files, as in az. All throw UsageError, with file and line, for a value that is not allowed. */
export interface Defaults {
  /** The configured default of a flag. */
  flag(name: string): string | undefined
  /** az's default location. It is not the default of a flag, because as a filter it would hide connectors elsewhere. */
  readonly location: string | undefined
  /** A key of az's `[core]` section, such as `output`. */
  core(key: CoreKey): string | undefined
  /** Whether a key of `[core]` is set to one of the words that mean yes. */
  isSet(key: CoreKey): boolean
  /** A key of az's `[logging]` section. */
  logging(key: 'enable_log_file' | 'log_dir'): string | undefined
  /**
   * The settings that come from configuration files of parent folders and not from the user's own: prompts, the cloud, and those of `flags`
   * that the configuration sets. A user who runs vkctl in a checkout may not know about them.
   */
  notes(flags: readonly string[]): readonly string[]
  /** Configuration files of parent folders that are ignored because they, or their folders, belong to another user. */
  readonly ignored: readonly string[]
}

type CoreKey = Extract<SettingName, `core.${string}`> extends `core.${infer Key}` ? Key : never

/** The settings that are defaults of flags. */
const ofFlags: Readonly<Record<string, SettingName>> = {
  'connector-name': 'defaults.connector_name',
  name: 'defaults.cluster_name',
  'resource-group': 'defaults.group',
}

/** @param isLenient Whether a value that is not allowed counts as not set: then a command works that can repair it. */
export async function readDefaults(surroundings: Surroundings, isLenient = false): Promise<Defaults> {
  const configuration = await readConfiguration(surroundings)
  const find = (name: SettingName | undefined) => (name === undefined ? undefined : checked(configuration, name, isLenient))
  const isSet = (key: CoreKey) => isYes(find(`core.${key}`)?.value ?? 'no')
  return {
    flag: name => find(ofFlags[name])?.value,
    location: find('defaults.location')?.value,
    core: key => find(`core.${key}`)?.value,
    isSet,
    logging: key => find(`logging.${key}`)?.value,
    notes: flags => [
      ...flags.flatMap(name => note(find(ofFlags[name]), value => `--${name} is ${value}`)),
      ...note(find('cloud.name'), value => `The cloud is ${value}`),
      ...(isSet('disable_confirm_prompt') ? note(find('core.disable_confirm_prompt'), () => 'Questions are turned off') : []),
    ],
    ignored: configuration.ignored.map(({path}) => path),
  }
}

function checked(configuration: Configuration, name: SettingName, isLenient: boolean): Setting | undefined {
  const [setting] = configuration.all(name)
  const wrong = setting && complaint(name, setting.value)
  if (setting === undefined || wrong === undefined) return setting
  if (isLenient) return undefined
  const hint = 'variable' in setting.origin ? [] : [`Correct the file, or run: vkctl config set ${name}=VALUE`]
  throw new UsageError(`${source(setting)}: ${wrong}`, {hints: hint})
}

/** A line about a setting of a parent folder; none about any other. */
function note(setting: Setting | undefined, what: (value: string) => string): readonly string[] {
  if (setting === undefined || 'variable' in setting.origin || !setting.origin.file.isAbove) return []
  return [`${what(setting.value)}, says ${setting.origin.file.path}.`]
}
