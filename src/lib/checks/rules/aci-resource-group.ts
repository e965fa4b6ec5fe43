import {installWith, withOtherGroup} from '../wording/install-again.ts'
import {az} from '../../printed-commands/printed-command.ts'
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
  check(connector, {aciGroupExists}) {
    const {aciResourceGroup, location} = connector
    if (aciGroupExists) return {verdict: 'ok', message: `The resource group ${aciResourceGroup} exists`}
    return {
      verdict: 'problem',
      message: `There is no resource group ${aciResourceGroup}, so no container group can be created. The role of the connector in it is gone, too.`,
      remedy: [
        az`group create --name ${aciResourceGroup} --location ${location === '' ? 'LOCATION' : location}`,
        'Then give the connector its role in it:',
        installWith(connector, '--assign-role'),
      ],
    }
  },
})

export const groupUnlocked = connectorRule({
  id: 'group-unlocked',
  category: 'azure',
  title: 'No management lock is on the ACI resource group',
  page: {
    symptom: 'Pods are `ProviderFailed` with 409 and `ScopeLocked`, or the container groups of deleted pods stay.',
    cause:
      'Somebody locked the resource group or its subscription. A `ReadOnly` lock forbids new container groups and their deletion. A `CanNotDelete` lock keeps the container groups of deleted pods, which go on costing money.',
    fix: 'Delete the lock with `az lock delete`, or install the connector with another `--aci-resource-group`.',
  },
  needs: ['locks'],
  preflight: true,
  check(connector, {locks}) {
    const {aciResourceGroup} = connector
    if (locks === undefined) return {verdict: 'skipped', message: `You may not read the locks of ${aciResourceGroup}`}
    const lock = locks.find(({level}) => level === 'ReadOnly') ?? locks[0]
    if (lock === undefined) return {verdict: 'ok', message: `No lock is on ${aciResourceGroup}`}
    const forbidden =
      lock.level === 'ReadOnly'
        ? 'No container group can be created or deleted.'
        : 'The container groups of deleted pods stay and cost money.'
    return {
      verdict: lock.level === 'ReadOnly' ? 'problem' : 'warning',
      message: `The lock ${lock.name} (${lock.level}) is on the ACI resource group ${aciResourceGroup} or above it. ${forbidden}`,
      remedy: [az`lock delete --ids ${lock.id}`, 'Or use another resource group:', withOtherGroup(connector)],
    }
  },
})
