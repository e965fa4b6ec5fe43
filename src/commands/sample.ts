import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {checkConnectorName, checkConnectorNameLength, nodeName, type OsType} from '../lib/connector/names.ts'
import {normalizeLocation} from '../lib/connector/regions.ts'
import {UsageError} from '../lib/errors.ts'
import {readTemplate} from '../lib/templates/read-template.ts'
import {renderTemplate} from '../lib/templates/template.ts'

export default class Sample extends VkctlCommand {
  static override summary = 'Print a Deployment that runs on a virtual node.'
  static override description = 'Prints YAML, whatever --output says.'
  static override flags = {
    'os-type': Flags.option({options: ['Linux', 'Windows'] as const, default: 'Linux', summary: 'Operating system of the pods.'})(),
    'connector-name': Flags.string({summary: 'Run on this connector only. Any connector of the OS when neither this nor --node-name is given.'}),
    location: Flags.string({char: 'l', summary: 'Location of that connector.'}),
    'node-name': Flags.string({summary: 'Run on this virtual node only.', exclusive: ['connector-name']}),
  }
  static override examples = [
    {description: 'Run a web server on a Linux virtual node', command: 'vkctl sample | kubectl apply -f -'},
    {
      description: 'Run one on the Windows connector in eastus',
      command: 'vkctl sample --os-type Windows --connector-name virtual-kubelet -l eastus | kubectl apply -f -',
    },
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(Sample)
    const node = flags['node-name'] ?? connectorNode(flags['connector-name'], flags['os-type'], flags.location)
    const template = await readTemplate(this.config.root, `samples/${flags['os-type'].toLowerCase()}.yaml`)
    this.system.write(await renderTemplate(template, {nodeName: node}))
  }
}

function connectorNode(connectorName: string | undefined, osType: OsType, location: string | undefined): string | undefined {
  if (connectorName === undefined) return undefined
  checkConnectorName(connectorName)
  if (location === undefined) throw new UsageError('--location must be specified when --connector-name is specified')
  const id = {connectorName, osType, location: normalizeLocation(location)}
  checkConnectorNameLength(id)
  return nodeName(id)
}
