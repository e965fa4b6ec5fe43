import {kubeFlags, readClusterFlags} from '../flags.ts'
import {openHost, kubeOptions} from '../host.ts'
import {list} from '../lib/connector/inventory/list.ts'
import {ReadingCommand} from '../reading-command.ts'

export default class List extends ReadingCommand {
  static override summary = 'List the connectors that are installed in a managed Kubernetes cluster.'
  static override flags = {...readClusterFlags, ...kubeFlags}
  static override examples = [
    {
      description: 'List all connectors of a cluster',
      command: 'vkctl list --name MyManagedCluster --resource-group MyResourceGroup -o table',
    },
    {description: 'List them without Azure', command: 'vkctl list --kubeconfig ~/.kube/config'},
  ]

  async run(): Promise<void> {
    const {flags} = await this.parse(List)
    const {ref, azure} = this.readable(flags)
    const host = await openHost(this.system, this.config, azure, this.talk, this.target)
    const connectors = await list(host, ref, kubeOptions(flags), {})
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
