import * as Args from '@oclif/core/args'
import {VkctlCommand} from '../../command.ts'
import {inGroup} from '../../help/argument-groups.ts'
import {changeSettings, removal} from '../../settings/change.ts'
import {local} from '../../settings/local-flag.ts'

export default class ConfigUnset extends VkctlCommand {
  static override summary = 'Remove settings from the configuration file of vkctl.'
  static override strict = false
  static override args = {key: Args.string({required: true, description: 'Name of the setting; several are separated by spaces.'})}
  static override flags = inGroup('Behaviour', {local})
  static override examples = [{description: 'Remove the default location', command: 'vkctl config unset defaults.location'}]
  protected override readonly repairsSettings = true

  async run(): Promise<void> {
    const {flags, argv} = await this.parse(ConfigUnset)
    const changes = await Promise.all((argv as readonly string[]).map(typed => removal(this.system, typed, flags.local)))
    for (const note of await changeSettings(this.system, changes, flags.local)) this.talk.warning(note)
  }
}
