import {connectorRule} from '../../connector-values.ts'
import {someOf} from '../../some-of.ts'

export const groupsShared = connectorRule({
  id: 'groups-shared',
  category: 'azure',
  title: 'No other cluster uses its node name and resource group',
  page: {
    symptom: 'Pods disappear while they run; the log of a connector says cleaning up dangling pod.',
    cause:
      'A connector of another cluster has the same node name and the same ACI resource group. Each takes the container groups of the other for leftovers and deletes them.',
    fix: 'Give each cluster an ACI resource group of its own with --aci-resource-group, or its connectors different names with --connector-name.',
  },
  needs: ['groups', 'namespaces'],
  check({nodeName, aciResourceGroup}, {groups, namespaces}) {
    const foreign = groups.filter(({tags}) => tags['Namespace'] !== undefined && !namespaces.includes(tags['Namespace']))
    if (foreign.length === 0) return {verdict: 'ok', message: `Every container group of ${nodeName} is of a namespace of this cluster`}
    const theirs = [...new Set(foreign.map(({tags}) => tags['Namespace'] ?? ''))]
    return {
      verdict: 'problem',
      message: `The container groups ${someOf(foreign.map(({name}) => name))} in ${aciResourceGroup} are of ${nodeName}, but this cluster has no namespace ${someOf(theirs)}. A connector of another cluster with the same node name makes them, and the two delete each other's; or the namespace was deleted while the connector did not run.`,
      remedy: 'Give each cluster its own --aci-resource-group, or its connectors another --connector-name.',
    }
  },
})
