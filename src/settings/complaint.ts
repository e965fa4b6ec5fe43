import {isClusterName, isResourceGroupName} from '../lib/azure/resources/resource-names.ts'
import type {SettingName} from '../lib/configuration/settings.ts'
import {checkConnectorName} from '../lib/connector/model/names.ts'
import {UserError} from '../lib/errors.ts'
import {formats} from '../lib/output/format.ts'

/** The words of az that mean yes and no. */
const yes = ['1', 'yes', 'true', 'on']
const no = ['0', 'no', 'false', 'off']

export function isYes(value: string): boolean {
  return yes.includes(value.toLowerCase())
}

const word = (words: readonly string[]) => (value: string) =>
  words.includes(value.toLowerCase()) ? undefined : `Allowed values: ${words.join(', ')}.`

const yesOrNo = word([...yes, ...no])

const checks: Readonly<Partial<Record<SettingName, (value: string) => string | undefined>>> = {
  'core.disable_confirm_prompt': yesOrNo,
  'core.disable_progress_bar': yesOrNo,
  'core.no_color': yesOrNo,
  'core.only_show_errors': yesOrNo,
  'core.output': word(formats),
  'defaults.cluster_name': value => (isClusterName(value) ? undefined : 'Use at most 63 letters, digits, underscores and dashes.'),
  'defaults.connector_name': connectorName,
  'defaults.group': value =>
    isResourceGroupName(value) ? undefined : 'Use at most 90 letters, digits and the characters _ ( ) - . of a resource group.',
  'logging.enable_log_file': yesOrNo,
}

function connectorName(value: string): string | undefined {
  try {
    checkConnectorName(value)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

/** What is wrong with the value of a setting; undefined if nothing is. */
export function complaint(name: SettingName, value: string): string | undefined {
  const why = checks[name]?.(value)
  return why === undefined ? undefined : `'${value}' is not a valid value for ${name}. ${why}`
}
