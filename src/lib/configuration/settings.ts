import {suggest} from '../suggest.ts'

/** A program that has configuration files: az, whose settings vkctl reads too, and vkctl itself. */
export type Program = 'vkctl' | 'az'

interface Known {
  /** Whose files and environment variables may set it. */
  readonly programs: readonly Program[]
  /** Further names for it on the command line: those of az's `configure`, and those of vkctl's options. */
  readonly aliases?: readonly string[]
  readonly byDefault?: string
}

const both: readonly Program[] = ['vkctl', 'az']

/** The settings that vkctl has, by section and key. */
export const settings = {
  'cloud.name': {programs: ['az'], byDefault: 'AzureCloud'},
  'core.disable_confirm_prompt': {programs: both, byDefault: 'no'},
  'core.disable_progress_bar': {programs: both, byDefault: 'no'},
  'core.no_color': {programs: both, byDefault: 'no'},
  'core.only_show_errors': {programs: both, byDefault: 'no'},
  'core.output': {programs: both, aliases: ['output'], byDefault: 'json'},
  'defaults.cluster_name': {programs: ['vkctl'], aliases: ['cluster', 'cluster_name', 'name']},
  'defaults.connector_name': {
    programs: ['vkctl'],
    aliases: ['connector', 'connector_name', 'connector-name'],
    byDefault: 'virtual-kubelet',
  },
  'defaults.group': {programs: both, aliases: ['group', 'resource-group']},
  'defaults.location': {programs: both, aliases: ['location']},
  'logging.enable_log_file': {programs: both, byDefault: 'no'},
  'logging.log_dir': {programs: both},
} as const satisfies Readonly<Record<string, Known>>

export type SettingName = keyof typeof settings

export const settingNames = Object.keys(settings) as SettingName[]

export function known(name: SettingName): Known {
  return settings[name]
}

/** The setting that a user names: `defaults.group`, or `group` for short; the case of a key does not matter. */
export function findSetting(typed: string): SettingName | undefined {
  const dot = typed.lastIndexOf('.')
  const name = `${typed.slice(0, dot + 1)}${typed.slice(dot + 1).toLowerCase()}`
  return settingNames.find(one => one === name || known(one).aliases?.includes(name))
}

/** The settings with a name like a misspelt one. */
export function likeSetting(typed: string): readonly string[] {
  const names = settingNames.flatMap(name => [name, ...(known(name).aliases ?? [])])
  return suggest(typed, names)
}
