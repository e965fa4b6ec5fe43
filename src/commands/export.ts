import * as Flags from '@oclif/core/flags'
import {chosenConnectors, kubeFlags, osType, readClusterFlags} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {kubeOptions, openHost} from '../host.ts'
import {exportConnectors, exportFormats} from '../lib/connector/export/export.ts'
import {checkChartAddress} from '../lib/helm/chart-address.ts'
import {printable} from '../lib/output/printable.ts'
import {ReadingCommand} from '../reading-command.ts'

export default class Export extends ReadingCommand {
  static override summary = 'Print what reproduces connectors without vkctl: values for Helm, or objects for Flux.'
  static override description =
    'Prints YAML, whatever --output says. It contains no secrets: it names the Secret that the connector needs. The cluster is not changed.'
  static override flags = {
    ...readClusterFlags,
    ...kubeFlags,
    ...inGroup('Connector', {
      'connector-name': Flags.string({summary: 'Export only the connector with this name.'}),
      'os-type': osType,
    }),
    ...inGroup('Place', {location: Flags.string({char: 'l', summary: 'Export only the connector in this location.'})}),
    ...inGroup('Export', {
      format: Flags.option({
        options: exportFormats,
        required: true,
        summary: 'Helm values with the commands to run, or objects for Flux.',
      })(),
      'chart-dir': Flags.string({
        summary: 'Write the chart of vkctl to this folder. For Flux: a folder of your Git repository, relative to its root.',
        exclusive: ['chart-url'],
      }),
      'chart-url': Flags.string({
        summary:
          'Where the chart is found: an oci URL, or the https URL of a Helm repository or of an archive. By default, where it came from.',
      }),
    }),
  }
  static override examples = [
    {
      description: 'Write the values of the Linux connector and the chart to files',
      command:
        'vkctl export --name MyManagedCluster --resource-group MyResourceGroup --format helm --os-type Linux --chart-dir charts > virtual-kubelet-linux-eastus.yaml',
    },
    {
      description: 'Write objects for Flux, with the chart in a registry of your own',
      command:
        'vkctl export --name MyManagedCluster --resource-group MyResourceGroup --format flux --chart-url oci://myregistry.azurecr.io/charts/aci-connector > connectors.yaml',
    },
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(Export)
    const {'chart-url': chartUrl} = flags
    if (chartUrl !== undefined) checkChartAddress(chartUrl)
    const {ref, azure} = this.readable(flags)
    const host = await openHost(this.system, this.config, azure, this.talk, this.target)
    const text = await exportConnectors(host, ref, kubeOptions(flags), {
      format: flags.format,
      filter: chosenConnectors(flags),
      chartUrl,
      chartDirectory: flags['chart-dir'],
    })
    this.system.write(printable(text))
  }
}
