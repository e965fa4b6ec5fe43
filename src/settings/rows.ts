import {azProfilePath, readAzProfile} from '../lib/azure/sign-in/az-profile.ts'
import {inFile, readConfiguration, source, type FileContent, type Setting} from '../lib/configuration/configuration.ts'
import type {Surroundings} from '../lib/configuration/config-files.ts'
import {readIniFile} from '../lib/configuration/ini-files.ts'
import {findSetting, known, likeSetting, settingNames, type SettingName} from '../lib/configuration/settings.ts'
import {withoutCredentials} from '../lib/addresses.ts'
import {complaint} from './complaint.ts'

/** One place that sets something, and whether it counts. */
export interface SettingRow {
  readonly name: string
  readonly value: string | null
  readonly source: 'environment' | 'file' | 'default'
  readonly variable: string | null
  readonly file: string | null
  /** From 1; null for a file without lines of settings. */
  readonly line: number | null
  readonly used: boolean
  /** Why it is not used, or cannot be. */
  readonly reason: string | null
}

/** What vkctl reads only from the environment. */
const variables: readonly {readonly name: string; readonly variable: string; readonly isSecret?: true}[] = [
  {name: 'client_secret', variable: 'VKCTL_CLIENT_SECRET', isSecret: true},
  {name: 'cloud.metadata', variable: 'ARM_CLOUD_METADATA_URL'},
  {name: 'helm', variable: 'VKCTL_HELM'},
  {name: 'kubectl', variable: 'VKCTL_KUBECTL'},
  {name: 'log_file', variable: 'VKCTL_LOG_FILE'},
]

/** Every setting, each place that sets it, and the default of those that nothing sets; sorted by name, the place that takes precedence first. */
export async function settingRows(surroundings: Surroundings): Promise<readonly SettingRow[]> {
  const configuration = await readConfiguration(surroundings)
  // What another user's files say is only shown.
  const ignored = await Promise.all(
    configuration.ignored.map(async file => ({file, entries: await readIniFile(file.path).catch(() => [])})),
  )
  const ofSetting = (name: SettingName): readonly SettingRow[] => {
    const {programs, byDefault = null} = known(name)
    const cloud = name === 'cloud.name' ? variableRow(surroundings, {name, variable: 'AZURE_CLOUD'}) : []
    const [first, ...others] = configuration.all(name)
    const rows = [
      ...(first === undefined ? [] : [row(name, first, complaint(name, first.value))]),
      ...others.map(one => row(name, one, `Overridden by ${source(first ?? one)}.`)),
    ]
    const foreign = ignored
      .flatMap(file => inFile(file, programs, name))
      .map(one => row(name, one, 'The file or its folder belongs to another user.'))
    const all = [...cloud, ...(cloud.length === 0 ? rows : rows.map(one => ({...one, used: false, reason: 'Overridden by AZURE_CLOUD.'})))]
    return [...(all.length === 0 ? [defaultRow(name, byDefault)] : all), ...foreign]
  }
  const rows = [
    ...settingNames.flatMap(ofSetting),
    ...variables.flatMap(one => variableRow(surroundings, one)),
    ...configuration.files.flatMap(unknownRows),
  ]
  const cloudName = rows.find(({name, used}) => name === 'cloud.name' && used)?.value ?? ''
  return [...rows, ...(await subscriptionRows(surroundings, cloudName))].toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  )
}

const nowhere = {variable: null, file: null, line: null}

function row(name: string, {value, origin}: Setting, reason: string | undefined): SettingRow {
  const place =
    'variable' in origin
      ? ({...nowhere, source: 'environment', variable: origin.variable} as const)
      : ({...nowhere, source: 'file', file: origin.file.path, line: origin.line} as const)
  const {source: kind, variable, file, line} = place
  return {name, value, source: kind, variable, file, line, used: reason === undefined, reason: reason ?? null}
}

function defaultRow(name: string, value: string | null): SettingRow {
  return {name, value, source: 'default', ...nowhere, used: true, reason: null}
}

function variableRow({env}: Surroundings, {name, variable, isSecret}: (typeof variables)[number]): readonly SettingRow[] {
  const value = env[variable]
  return value ? [row(name, {value: isSecret ? '***' : withoutCredentials(value), origin: {variable}}, undefined)] : []
}

/** What vkctl's own files set and vkctl does not know, such as a misspelt name. */
function unknownRows({file, entries}: FileContent): readonly SettingRow[] {
  if (file.program !== 'vkctl') return []
  return entries
    .map(entry => ({...entry, name: `${entry.section}.${entry.key}`}))
    .filter(({name}) => findSetting(name) === undefined || name.startsWith('cloud.'))
    .map(({name, value, line}) => {
      const [like] = likeSetting(name)
      return row(name, {value, origin: {file, line}}, `vkctl has no such setting.${like === undefined ? '' : ` Did you mean '${like}' ?`}`)
    })
}

async function subscriptionRows(surroundings: Surroundings, cloudName: string): Promise<readonly SettingRow[]> {
  const chosen = variableRow(surroundings, {name: 'subscription', variable: 'AZURE_SUBSCRIPTION_ID'})
  const ofAz = (await readAzProfile(surroundings, cloudName)).find(({isDefault}) => isDefault)
  const file = azProfilePath(surroundings)
  const rows = ofAz === undefined ? [] : [{...defaultRow('subscription', ofAz.id), source: 'file' as const, file}]
  if (chosen.length === 0) return rows.length === 0 ? [defaultRow('subscription', null)] : rows
  return [...chosen, ...rows.map(one => ({...one, used: false, reason: 'Overridden by AZURE_SUBSCRIPTION_ID.'}))]
}
