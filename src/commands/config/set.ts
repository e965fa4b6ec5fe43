import * as Args from '@oclif/core/args'
import {VkctlCommand} from '../../command.ts'
import {inGroup} from '../../help/argument-groups.ts'
import {assignment, changeSettings} from '../../settings/change.ts'
import {local} from '../../settings/local-flag.ts'

export default class ConfigSet extends VkctlCommand {
  static override summary = 'Set defaults and other settings in the configuration file of vkctl.'
  static override description = 'The files of az stay as they are. In the same folder, the file of vkctl takes precedence.'
  static override strict = false
  static override args = {
    'key=value': Args.string({required: true, description: 'Setting and its value; several are separated by spaces.'}),
  }
  static override flags = inGroup('Behaviour', {local})
  static override examples = [
    {
      description: 'Set the default resource group and cluster',
      command: 'vkctl config set defaults.group=myResourceGroup defaults.cluster_name=myAKSCluster',
    },
    {description: 'Print tables, but only in this folder', command: 'vkctl config set --local core.output=table'},
  ]
  protected override readonly repairsSettings = true

  async run(): Promise<void> {
    const {flags, argv} = await this.parse(ConfigSet)
    const changes = (argv as readonly string[]).map(assignment)
    for (const note of await changeSettings(this.system, changes, flags.local)) this.talk.warning(note)
  }
}
