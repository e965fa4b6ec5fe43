import {commandLine} from '../../command-line.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {whenChanged} from '../facts/drift.ts'

export const groupExists = connectorRule({
  id: 'group-exists',
  explainedBy: [whenChanged(['Deployment'], /\.env(\[ACI_RESOURCE_GROUP|$)/)],
  category: 'azure',
  title: 'The ACI resource group exists',
  page: {
    symptom: 'Pods are `ProviderFailed` with `ResourceGroupNotFound`, and pods that ran before are gone.',
    cause: 'Somebody deleted the resource group, with the container groups and the role assignments in it.',
    fix: 'Create the resource group again with `az group create`, then run `vkctl install-connector --assign-role`. Or install the connector with another `--aci-resource-group`.',
  },
  needs: ['aciGroupExists'],
  check({aciResourceGroup, location}, {aciGroupExists}) {
    if (aciGroupExists) return {verdict: 'ok', message: `The resource group ${aciResourceGroup} exists`}
    return {
      verdict: 'problem',
      message: `There is no resource group ${aciResourceGroup}, so no container group can be created. The role of the connector in it is gone, too.`,
      remedy: [
        commandLine`az group create --name ${aciResourceGroup} --location ${location === '' ? 'LOCATION' : location}`,
        'Then run vkctl install-connector with the same arguments and --assign-role.',
      ].join('\n'),
    }
  },
})
