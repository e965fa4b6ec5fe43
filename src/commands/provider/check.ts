import {VkctlCommand} from '../../command.ts'
import {providerFlags} from '../../flags.ts'
import {vkctl} from '../../lib/printed-commands/printed-command.ts'
import {exitCodes, type ExitCode} from '../../lib/errors.ts'

export default class ProviderCheck extends VkctlCommand {
  static override summary = 'Show whether the resource provider is registered.'
  static override description = 'The exit code is 0 if it is Registered, otherwise 4.'
  static override flags = providerFlags
  static override examples = [
    {description: 'Check that this subscription can create container instances', command: 'vkctl provider check -o table'},
  ]

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(ProviderCheck)
    const azure = await this.azure()
    const {namespace, registrationState} = await azure.provider(flags.namespace)
    await this.print({namespace, registrationState}, {table: row => row})
    if (registrationState === 'Registered') return exitCodes.done
    this.talk.warning(`${namespace} is ${registrationState} in subscription ${azure.subscriptionId}. Register it:`, [
      vkctl`provider register --namespace ${namespace} --wait`,
    ])
    return exitCodes.checksFailed
  }
}
