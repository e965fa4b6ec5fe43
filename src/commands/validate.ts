import {VkctlCommand} from '../command.ts'
import * as Flags from '@oclif/core/flags'
import {clusterFlags, kubeFlags, osType} from '../flags.ts'
import {hostOf, kubeOptions} from '../host.ts'
import {osTypes} from '../lib/connector/names.ts'
import {validate} from '../lib/connector/validate.ts'
import {exitCodes, type ExitCode} from '../lib/errors.ts'

export default class Validate extends VkctlCommand {
  static override summary = 'Check whether the connectors of a managed Kubernetes cluster work.'
  static override description =
    'Shows the virtual nodes and what was found. Ends with 0 only when all is well; what could not be checked is not well.'
  static override flags = {
    ...clusterFlags,
    'connector-name': Flags.string({summary: 'Check only the connector of this name.'}),
    'os-type': osType,
    ...kubeFlags,
  }
  static override examples = [
    {
      description: 'Check all connectors of a cluster',
      command: 'vkctl validate --name MyManagedCluster --resource-group MyResourceGroup -o table',
    },
  ]

  async run(): Promise<ExitCode> {
    const {flags} = await this.parse(Validate)
    const host = hostOf(this.system, this.config, await this.azure(), this.talk)
    const chosenOs = flags['os-type']
    const result = await validate(host, {resourceGroup: flags['resource-group'], name: flags.name}, kubeOptions(flags), {
      ...(flags['connector-name'] !== undefined && {connectorName: flags['connector-name']}),
      ...(chosenOs !== undefined && {osTypes: chosenOs === 'Both' ? osTypes : [chosenOs]}),
    })
    await this.print(result, {
      table: ({connectors}) => connectors.map(({name, status, roles, age, version}) => ({name, status, roles, age, version})),
    })
    for (const {verdict, target, message, remedy} of result.findings) {
      if (verdict !== 'ok') this.talk.warning(`${verdict}: ${target}: ${message}${remedy === '' ? '' : `\n${remedy}`}`)
    }
    return result.ok ? exitCodes.done : exitCodes.checksFailed
  }
}
