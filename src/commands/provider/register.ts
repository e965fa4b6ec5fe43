import * as Flags from '@oclif/core/flags'
import {vkctl} from '../../lib/printed-commands/printed-command.ts'
import {VkctlCommand} from '../../command.ts'
import {providerFlags, timeout} from '../../flags.ts'
import {inGroup} from '../../help/argument-groups.ts'
import {waitUntilRegistered} from '../../lib/provider/wait-until-registered.ts'

export default class ProviderRegister extends VkctlCommand {
  static override summary = 'Register the resource provider.'
  static override flags = {
    ...providerFlags,
    ...inGroup('Behaviour', {
      wait: Flags.boolean({summary: 'Wait for the registration to finish.', exclusive: ['no-wait']}),
      'no-wait': Flags.boolean({summary: 'Do not wait for the registration to finish. This is the default.'}),
      timeout: timeout('10m', 'How long --wait waits, for example 5m, 90s or 600 (seconds).'),
    }),
  }
  static override examples = [
    {description: 'Register the provider of container instances and wait until it is usable', command: 'vkctl provider register --wait'},
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(ProviderRegister)
    const azure = await this.azure()
    const {namespace, registrationState} = await azure.registerProvider(flags.namespace)
    if (registrationState === 'Registered') return
    if (!flags.wait) {
      this.talk.warning('Registering is still on-going. You can monitor using:', [vkctl`provider check --namespace ${namespace}`])
      return
    }
    await waitUntilRegistered({azure, namespace, registrationState, timeoutMs: flags.timeout, system: this.system, talk: this.talk})
    this.talk.closing(elapsed => `${namespace} is registered after ${elapsed}.`)
  }
}
