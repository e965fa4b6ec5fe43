import {VkctlCommand} from '../command.ts'
import {clusterFlags, kubeFlags} from '../flags.ts'
import {openHost, kubeOptions} from '../host.ts'
import {list} from '../lib/connector/inventory/list.ts'

export default class List extends VkctlCommand {
  static override summary = 'List the connectors that are installed in a managed Kubernetes cluster.'
  static override flags = {...clusterFlags, ...kubeFlags}
  static override examples = [
    {
      description: 'List all connectors of a cluster',
      command: 'vkctl list --name MyManagedCluster --resource-group MyResourceGroup -o table',
    },
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(List)
    const host = await openHost(this.system, this.config, this.azure(), this.talk)
    const connectors = await list(host, {resourceGroup: flags['resource-group'], name: flags.name}, kubeOptions(flags), {})
    await this.print(connectors, {
      table: rows =>
        rows.map(({connectorName, osType, nodeName, origin, managedBy, location, status, revision}) => ({
          connectorName,
          osType,
          nodeName,
          origin,
          managedBy: managedBy?.tool ?? null,
          location,
          status,
          revision,
        })),
    })
  }
}
