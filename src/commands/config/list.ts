import {VkctlCommand} from '../../command.ts'
import {settingRows} from '../../settings/rows.ts'
import {settingTable} from '../../settings/table.ts'

export default class ConfigList extends VkctlCommand {
  static override summary = 'List the settings, where each comes from, and which ones are used.'
  static override description = 'Secrets are shown as ***. Reads neither Azure nor the cluster.'
  static override examples = [
    {description: 'Show which file or variable sets what', command: 'vkctl config list -o table'},
    {description: 'Show what is set but not used, and why', command: 'vkctl config list --query "[?!used].[name, reason]" -o tsv'},
  ]
  protected override readonly repairsSettings = true

  async run(): Promise<void> {
    await this.parse(ConfigList)
    await this.print(await settingRows(this.system), {table: settingTable})
  }
}
