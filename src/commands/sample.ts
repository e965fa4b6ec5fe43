import * as Flags from '@oclif/core/flags'
import {VkctlCommand} from '../command.ts'
import {clusterFlags, kubeFlags, parseClusterName, parseResourceGroup} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {kubeOptions, openHost} from '../host.ts'
import {normalizeLocation} from '../lib/azure/resources/location.ts'
import {list} from '../lib/connector/inventory/list.ts'
import {checkConnectorName, checkConnectorNameLength, nodeName, type OsType} from '../lib/connector/model/names.ts'
import {NotFoundError, UsageError} from '../lib/errors.ts'
import {printable} from '../lib/output/printable.ts'
import {readTemplate} from '../lib/templates/read-template.ts'
import {fillTemplate, renderTemplate} from '../lib/templates/template.ts'

export default class Sample extends VkctlCommand {
  static override summary = 'Print a Deployment that runs on a virtual node.'
  static override description = 'Prints YAML with a comment unless --output or --query is given.'
  static override flags = {
    ...inGroup('Connector', {
      'os-type': Flags.option({options: ['Linux', 'Windows'] as const, default: 'Linux', summary: 'Operating system of the pods.'})(),
      'connector-name': Flags.string({
        summary: 'Run only on this connector. Without this and --node-name, the pods can run on any connector for the operating system.',
      }),
      'node-name': Flags.string({summary: 'Run only on this virtual node.', exclusive: ['connector-name']}),
    }),
    ...inGroup('Place', {
      location: Flags.string({char: 'l', summary: 'Location of that connector. Without it, vkctl looks it up in the cluster.'}),
    }),
    ...inGroup('Cluster', {
      'resource-group': Flags.string({
        char: 'g',
        parse: parseResourceGroup,
        summary: `${clusterFlags['resource-group'].summary ?? ''} Needed to find a connector by its name.`,
      }),
      name: Flags.string({
        char: 'n',
        parse: parseClusterName,
        summary: `${clusterFlags.name.summary ?? ''} Needed to find a connector by its name.`,
      }),
    }),
    ...kubeFlags,
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
    const connectorName = flags['connector-name']
    const template = await readTemplate(this.config.root, `samples/${flags['os-type'].toLowerCase()}.yaml`)
    const node = connectorName === undefined ? flags['node-name'] : await this.#nodeOf({...flags, connectorName})
    const values = {nodeName: node}
    if (this.defaulted.has('output') && flags.query === undefined)
      return this.system.write(printable(await renderTemplate(template, values)))
    const documents = await fillTemplate(template, values)
    await this.print(documents.length === 1 ? documents[0] : documents, {table: () => documents.map(sampleRow)})
  }

  /** The name of a connector's virtual node: computed if the location is given, otherwise looked up in the cluster. */
  async #nodeOf(flags: NodeFlags): Promise<string> {
    const {connectorName, 'os-type': osType, location} = flags
    checkConnectorName(connectorName)
    if (location !== undefined) {
      const id = {connectorName, osType, location: normalizeLocation(location)}
      checkConnectorNameLength(id)
      return nodeName(id)
    }
    const {'resource-group': resourceGroup, name} = flags
    if (resourceGroup === undefined || name === undefined) {
      throw new UsageError('--connector-name needs --location, or --resource-group/-g and --name/-n of the cluster to look it up in.')
    }
    const host = await openHost(this.system, this.config, this.azure(), this.talk, this.target)
    const found = await list(host, {resourceGroup, name}, kubeOptions(flags), {connectorName, osTypes: [osType]})
    const [connector, another] = found
    if (connector === undefined)
      throw new NotFoundError(`No connector '${connectorName}' for ${osType} is installed in the cluster ${name}.`)
    if (another !== undefined)
      throw new UsageError(`'${connectorName}' is installed in ${found.map(one => one.location).join(' and ')}.`, {
        hints: ['Choose one with --location.'],
      })
    return connector.nodeName
  }
}

function sampleRow(document: unknown) {
  const {kind, metadata} = document as {readonly kind: string; readonly metadata: {readonly name: string}}
  return {kind, name: metadata.name}
}

interface NodeFlags {
  readonly connectorName: string
  readonly 'os-type': OsType
  readonly location?: string | undefined
  readonly 'resource-group'?: string | undefined
  readonly name?: string | undefined
  readonly admin: boolean
  readonly kubeconfig?: string | undefined
  readonly 'allow-other-cluster': boolean
  readonly context?: string | undefined
}
