import {InstallCommand} from '../install-command.ts'

export default class UpgradeConnector extends InstallCommand {
  static override summary = 'Upgrade the ACI connector in a managed Kubernetes cluster.'
  static override description =
    'Does the same as install-connector, but only for a connector that is installed: otherwise it ends with exit code 3. Values from earlier installs are kept until you pass new ones or reset them.'
  static override examples = [
    {
      description: 'Upgrade the connectors for Windows and Linux to another image',
      command: 'vkctl upgrade-connector --name MyManagedCluster --resource-group MyResourceGroup --os-type Both --image-tag 1.6.4',
    },
    {
      description: 'Go back to the image that vkctl chooses',
      command: 'vkctl upgrade-connector --name MyManagedCluster --resource-group MyResourceGroup --reset image-tag',
    },
  ]

  protected override readonly mustExist = true
}
