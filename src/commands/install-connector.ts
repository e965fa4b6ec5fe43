import * as Flags from '@oclif/core/flags'
import {inGroup} from '../help/argument-groups.ts'
import {InstallCommand} from '../install-command.ts'
import {isNodeName} from '../lib/connector/model/names.ts'

export default class InstallConnector extends InstallCommand {
  static override flags = {
    ...InstallCommand.flags,
    ...inGroup('Connector', {
      adopt: Flags.string({
        parse: async name => {
          if (isNodeName(name)) return name
          throw new Error(`'${name}' is not the name of a virtual node: use at most 63 lower case letters, digits, dashes and dots.`)
        },
        summary:
          'Name of a virtual node whose connector somebody else installed, for example with the upstream chart. The connector is replaced; the node keeps its name and its pods.',
      }),
    }),
  }
  static override summary = 'Install or update the ACI connector in a managed Kubernetes cluster.'
  static override description =
    'Waits until the virtual node is ready and stays ready. Running it again with the same arguments changes nothing; after a failure or an interruption it finishes the work. Values from earlier installs are kept until you pass new ones.'
  static override examples = [
    {
      description: 'Install the ACI Connector for Linux to a managed Kubernetes cluster',
      command: 'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --assign-role',
    },
    {
      description: 'Install the ACI Connector for both Windows and Linux',
      command: 'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --os-type Both',
    },
    {
      description: 'Use a service principal and another resource group',
      command:
        'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --service-principal <SPN_ID> --client-secret @secret.txt --aci-resource-group MyAciGroup',
    },
    {
      description: "Put Linux pods on a subnet of the cluster's network",
      command:
        'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --vnet-name aks-vnet --subnet-name aci-subnet --assign-role',
    },
    {
      description: 'Take over a connector that was installed with another chart',
      command: 'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --adopt virtual-node-aci-linux-helm',
    },
    {
      description: 'Show what would be changed',
      command: 'vkctl install-connector --name MyManagedCluster --resource-group MyResourceGroup --os-type Both --dry-run -o table',
    },
  ]

  protected override readonly mustExist = false
}
