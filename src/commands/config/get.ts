import * as Args from '@oclif/core/args'
import {VkctlCommand} from '../../command.ts'
import {UserError} from '../../lib/errors.ts'
import {settingNamed} from '../../settings/change.ts'
import {settingRows} from '../../settings/rows.ts'
import {settingTable} from '../../settings/table.ts'

export default class ConfigGet extends VkctlCommand {
  static override summary = 'Show the value of a setting, and where it comes from.'
  static override args = {key: Args.string({required: true, description: 'Name of the setting, such as defaults.group.'})}
  static override examples = [
    {description: 'Use the default resource group in a script', command: 'vkctl config get defaults.group --query value -o tsv'},
  ]
  protected override readonly repairsSettings = true

  async run(): Promise<void> {
    const {args} = await this.parse(ConfigGet)
    const all = await settingRows(this.system)
    const named = all.some(({name}) => name === args.key) ? args.key : settingNamed(args.key)
    const rows = all.filter(({name}) => name === named)
    const row = rows.find(({used}) => used)
    if (row === undefined) throw new UserError(rows[0]?.reason ?? `${named} is not set.`)
    if (row.value === null) throw new UserError(`${named} is not set.`, {hints: [`To set it: vkctl config set ${named}=VALUE`]})
    await this.print(row, {table: one => settingTable([one])})
  }
}
