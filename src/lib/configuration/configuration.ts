import {configFiles, variableOf, type ConfigFile, type Surroundings} from './config-files.ts'
import {readIniFile} from './ini-files.ts'
import {sameKey, type IniEntry} from './ini.ts'
import {known, type Program, type SettingName} from './settings.ts'

/** A place that sets something. */
export interface Setting {
  readonly value: string
  readonly origin: {readonly variable: string} | {readonly file: ConfigFile; readonly line: number}
}

export interface Configuration {
  /** Every used place that sets it, the one that takes precedence first. An empty value counts as not set. */
  all(name: SettingName): readonly Setting[]
  /** The configuration files that exist and are used, with what they contain. */
  readonly files: readonly FileContent[]
  /** Files of parent folders that are ignored because they, or their folders, belong to another user. */
  readonly ignored: readonly ConfigFile[]
}

export interface FileContent {
  readonly file: ConfigFile
  readonly entries: readonly IniEntry[]
}

/**
 * The settings of az and vkctl: the environment (`VKCTL_<SECTION>_<KEY>`, then `AZURE_<SECTION>_<KEY>`), then the configuration files. Rejects with
 * UsageError that names file and line when a file that counts cannot be read.
 */
export async function readConfiguration(surroundings: Surroundings): Promise<Configuration> {
  const all = await configFiles(surroundings)
  const files = await Promise.all(all.filter(({isUsed}) => isUsed).map(async file => ({file, entries: await readIniFile(file.path)})))
  return {
    all(name) {
      const {programs} = known(name)
      return [
        ...programs.flatMap(program => inEnvironment(surroundings, program, name)),
        ...files.flatMap(file => inFile(file, programs, name)),
      ]
    },
    files,
    ignored: all.filter(({isUsed}) => !isUsed),
  }
}

function inEnvironment({env}: Surroundings, program: Program, name: string): readonly Setting[] {
  const variable = variableOf(program, name)
  const value = env[variable]
  return value ? [{value, origin: {variable}}] : []
}

/** What a file of one of these programs says about a setting. */
export function inFile({file, entries}: FileContent, programs: readonly Program[], name: string): readonly Setting[] {
  if (!programs.includes(file.program)) return []
  const [section, key = ''] = name.split('.')
  return entries
    .filter(entry => entry.section === section && sameKey(entry.key, key) && entry.value !== '')
    .map(({value, line}) => ({value, origin: {file, line}}))
}

/** Where a setting comes from, for people: `AZURE_DEFAULTS_GROUP` or `/home/me/.azure/config:3`. */
export function source({origin}: Pick<Setting, 'origin'>): string {
  return 'variable' in origin ? origin.variable : `${origin.file.path}:${origin.line}`
}
