import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {inGroup} from '../help/argument-groups.ts'
import {UsageError} from '../lib/errors.ts'
import {assignment, changeSettings} from '../settings/change.ts'
import {settingRows} from '../settings/rows.ts'
import {settingTable} from '../settings/table.ts'

export default class Configure extends VkctlCommand {
  static override summary = 'Set or list defaults, as az configure does.'
  static override description = "Short for 'vkctl config set' and 'vkctl config list'. The files of az stay as they are."
  static override strict = false
  static override flags = inGroup('Behaviour', {
    defaults: Flags.string({
      char: 'd',
      multiple: true,
      summary: "Space-separated 'name=value' pairs for common defaults: group, location, cluster, connector.",
    }),
    'list-defaults': Flags.boolean({char: 'l', summary: 'List the defaults.', exclusive: ['defaults']}),
    scope: Flags.option({
      options: ['global', 'local'] as const,
      default: 'global',
      summary: 'Scope of defaults: your own file, or the file .vkctl/config of the current folder.',
    })(),
  })
  static override examples = [
    {
      description: 'Set the default resource group and cluster',
      command: 'vkctl configure --defaults group=myResourceGroup cluster=myAKSCluster',
    },
    {description: 'List the defaults', command: 'vkctl configure --list-defaults -o table'},
  ]
  protected override readonly repairsSettings = true

  async run(): Promise<void> {
    const {flags, argv} = await this.parse(Configure)
    if (flags['list-defaults']) {
      const rows = (await settingRows(this.system)).filter(({name, used, value}) => name.startsWith('defaults.') && used && value !== null)
      return this.print(rows, {table: settingTable})
    }
    if (flags.defaults === undefined)
      throw new UsageError('the following arguments are required: --defaults/-d or --list-defaults/-l', {
        hints: ['vkctl asks no questions here: vkctl config set KEY=VALUE'],
      })
    const changes = [...flags.defaults, ...(argv as readonly string[])].map(assignment)
    for (const note of await changeSettings(this.system, changes, flags.scope === 'local')) this.talk.warning(note)
  }
}
