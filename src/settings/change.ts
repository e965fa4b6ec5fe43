import {readConfiguration, source} from '../lib/configuration/configuration.ts'
import {vkctlFile, type Surroundings} from '../lib/configuration/config-files.ts'
import {editIni, type IniChange} from '../lib/configuration/edit-ini.ts'
import {readIniFile} from '../lib/configuration/ini-files.ts'
import {sameKey} from '../lib/configuration/ini.ts'
import {findSetting, known, likeSetting, type SettingName} from '../lib/configuration/settings.ts'
import {UsageError} from '../lib/errors.ts'
import {replaceFile} from '../lib/replace-file.ts'
import {complaint} from './complaint.ts'

/** The setting that a user names. Throws UsageError if there is none. */
export function settingNamed(typed: string): SettingName {
  const name = findSetting(typed)
  if (name !== undefined) return name
  const [like] = likeSetting(typed)
  throw new UsageError(`There is no setting '${typed}'.`, {
    hints: [...(like === undefined ? [] : [`Did you mean '${like}' ?`]), 'List all settings: vkctl config list -o table'],
  })
}

/** `KEY=VALUE` as a change of the file. Throws UsageError if vkctl does not accept it. */
export function assignment(text: string): IniChange {
  const [typed = '', ...rest] = text.split('=')
  if (rest.length === 0) throw new UsageError(`'${text}' does not have the form KEY=VALUE.`)
  const name = settingNamed(typed.trim())
  if (!known(name).programs.includes('vkctl'))
    throw new UsageError('vkctl uses the cloud of az.', {hints: ["Run 'az cloud set --name NAME', or set AZURE_CLOUD."]})
  const value = rest.join('=').trim()
  if (value === '') throw new UsageError(`The value of ${name} is empty.`, {hints: [`To remove the setting: vkctl config unset ${name}`]})
  // oxlint-disable-next-line no-control-regex -- the pattern is about them
  if (/[\u0000-\u001F\u007F]/.test(value)) throw new UsageError(`The value of ${name} contains a control character.`)
  const wrong = complaint(name, value)
  if (wrong !== undefined) throw new UsageError(wrong)
  return {...split(name), value}
}

function split(name: string): {readonly section: string; readonly key: string} {
  const dot = name.indexOf('.')
  return {section: name.slice(0, dot), key: name.slice(dot + 1)}
}

/** The removal of a setting from vkctl's own file. Throws UsageError for a name that neither vkctl nor the file knows. */
export async function removal(surroundings: Surroundings, typed: string, isLocal: boolean): Promise<IniChange> {
  const change = {...split(findSetting(typed) ?? typed), value: undefined}
  const entries = await readIniFile(vkctlFile(surroundings, isLocal))
  const isThere = entries.some(({section, key}) => section === change.section && sameKey(key, change.key))
  return isThere ? change : {...split(settingNamed(typed)), value: undefined}
}

/**
 * Changes vkctl's own file. Returns sentences about settings that have another value all the same, because another place sets them.
 * @param isLocal Whether to change the file of the current folder and not that of the user.
 */
export async function changeSettings(
  surroundings: Surroundings,
  changes: readonly IniChange[],
  isLocal: boolean,
): Promise<readonly string[]> {
  const path = vkctlFile(surroundings, isLocal)
  await replaceFile(path, text => editIni(text, path, changes))
  const after = await readConfiguration(surroundings)
  return changes.flatMap(({section, key, value}) => {
    const name = findSetting(`${section}.${key}`)
    const [first] = name === undefined ? [] : after.all(name)
    if (first === undefined || ('file' in first.origin && first.origin.file.path === path && value !== undefined)) return []
    return [`${name} is ${first.value}, because ${source(first)} sets it.`]
  })
}
