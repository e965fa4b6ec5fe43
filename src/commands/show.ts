import * as Flags from '@oclif/core/flags'
import {chosenConnectors, connectorName, kubeFlags, node, osType, readClusterFlags} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {kubeOptions, openHost} from '../host.ts'
import {show} from '../lib/connector/inventory/list.ts'
import {managerInWords} from '../lib/connector/model/result.ts'
import {NotFoundError, UsageError} from '../lib/errors.ts'
import {vkctl} from '../lib/printed-commands/printed-command.ts'
import {ReadingCommand} from '../reading-command.ts'

export default class Show extends ReadingCommand {
  static override summary = 'Show one connector.'
  static override flags = {
    ...readClusterFlags,
    ...inGroup('Connector', {
      'connector-name': connectorName,
      node: node('Name of its virtual node, instead of --connector-name.'),
      'os-type': osType,
    }),
    ...inGroup('Place', {
      location: Flags.string({char: 'l', summary: 'Location of its container groups, if connectors in several locations have this name.'}),
    }),
    ...kubeFlags,
  }
  static override examples = [
    {
      description: 'Show the connector for Windows',
      command: 'vkctl show --name MyManagedCluster --resource-group MyResourceGroup --connector-name my-connector --os-type Windows',
    },
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(Show)
    const {ref, azure} = this.readable(flags)
    const host = await openHost(this.system, this.config, azure, this.talk, this.target)
    const {'connector-name': name, node: nodeName} = flags
    const chosenOs = flags['os-type']
    const found = await show(host, ref, kubeOptions(flags), chosenConnectors(flags))
    const [connector] = found
    const ofOs = chosenOs === undefined || chosenOs === 'Both' ? '' : ` for ${chosenOs}`
    const inLocation = flags.location === undefined ? '' : ` in ${flags.location}`
    if (connector === undefined)
      throw new NotFoundError(
        `No connector ${nodeName === undefined ? `'${name}'` : `of the node '${nodeName}'`}${ofOs}${inLocation} is installed in ${ref === undefined ? 'this cluster' : `the cluster ${ref.name}`}.`,
        {
          hints: ['To see the installed connectors:', vkctl`list`],
        },
      )
    if (found.length > 1)
      throw new UsageError(
        `'${nodeName ?? name}' is installed in several places: ${found.map(one => `${one.release} (node ${one.nodeName})`).join(', ')}.`,
        {
          hints: ['Choose one with --os-type and --location, or with --node.'],
        },
      )
    // A table has no place for objects.
    await this.print(connector, {table: one => ({...one, managedBy: managerInWords(one.managedBy ?? null)})})
  }
}
