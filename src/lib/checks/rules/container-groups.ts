import {withOtherSubnet} from '../wording/install-again.ts'
import {az, vkctl} from '../../printed-commands/printed-command.ts'
import type {ContainerGroup} from '../../azure/azure.ts'
import {clusterRule} from '../facts/cluster-values.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {someOf} from '../wording/some-of.ts'

export const groupsOrphaned = connectorRule({
  id: 'groups-orphaned',
  category: 'azure',
  title: 'Every container group of the node has a pod',
  page: {
    symptom: 'Container groups run and cost money although their pods are gone.',
    cause:
      'The pods were deleted while the connector was not running. A running connector deletes such container groups within five minutes.',
    fix: 'Repair the connector if it is not running. Delete the remaining container groups with `az container delete`.',
  },
  needs: ['containerGroups', 'namespaces', 'podsOnNode'],
  check({nodeName}, {containerGroups, namespaces, podsOnNode}) {
    const pods = new Set(podsOnNode.map(({metadata: {uid}}) => uid))
    const orphans = containerGroups.filter(({tags}) => namespaces.includes(tags['Namespace'] ?? '') && !pods.has(tags['UID']))
    if (orphans.length === 0)
      return {verdict: 'ok', message: `Every container group of ${nodeName} has its pod (${containerGroups.length})`}
    return {
      verdict: 'warning',
      message: `These container groups of ${nodeName} still run and cost money, but their pods are gone: ${someOf(orphans.map(({name}) => name))}.`,
      remedy: az`container delete --yes --ids ${orphans.map(({id}) => id)}`,
    }
  },
})

export const groupsLeftBehind = clusterRule({
  id: 'groups-left-behind',
  category: 'azure',
  title: 'Every container group in the node resource group has a connector',
  page: {
    symptom: 'Container groups run and cost money, but the cluster has neither their node nor a connector for it.',
    cause:
      'Somebody deleted the connector and the node without the container groups, for example with `kubectl delete namespace` or `helm uninstall`. No connector will ever delete these container groups.',
    fix: 'Look at them with `vkctl orphans`. Delete them with `vkctl orphans --delete --class node-gone`, or install a connector with the same name, operating system and location: it deletes them itself.',
  },
  needs: ['groupsLeftBehind', 'cluster'],
  check(_, {groupsLeftBehind: groups, cluster: {nodeResourceGroup}}) {
    if (groups.length === 0) return {verdict: 'ok', message: `Every container group in ${nodeResourceGroup} has a connector`}
    const nodes = [...new Set(groups.map(({tags}) => tags['NodeName'] ?? ''))]
    return {
      verdict: 'problem',
      message: `These container groups in ${nodeResourceGroup} still run and cost money, but there is no connector for ${someOf(nodes)}: ${someOf(groups.map(group => group.name))}.`,
      remedy: vkctl`orphans --delete --class node-gone`,
    }
  },
})

export const groupsShared = connectorRule({
  id: 'groups-shared',
  category: 'azure',
  title: 'No other cluster uses the same node name and resource group',
  page: {
    symptom: 'Pods disappear while they run. The log of a connector says `cleaning up dangling pod`.',
    cause:
      'A connector of another cluster has the same node name and the same ACI resource group. Each connector deletes the container groups of the other.',
    fix: 'Use a separate ACI resource group for each cluster (`--aci-resource-group`), or different connector names (`--connector-name`).',
  },
  needs: ['containerGroups', 'namespaces'],
  check({nodeName, aciResourceGroup}, {containerGroups, namespaces}) {
    const foreign = containerGroups.filter(({tags}) => tags['Namespace'] !== undefined && !namespaces.includes(tags['Namespace']))
    if (foreign.length === 0) return {verdict: 'ok', message: `The namespaces of all container groups of ${nodeName} exist in this cluster`}
    const theirs = [...new Set(foreign.map(({tags}) => tags['Namespace'] ?? ''))]
    return {
      verdict: 'problem',
      message: `The container groups ${someOf(foreign.map(({name}) => name))} in ${aciResourceGroup} belong to a node ${nodeName}, but this cluster has no namespace ${someOf(theirs)}. Either a connector of another cluster uses the same node name, and the two connectors delete each other's container groups. Or the namespace was deleted while the connector was not running.`,
      remedy: 'Install the connectors of each cluster with a separate --aci-resource-group or with another --connector-name.',
    }
  },
})

const describe = ({name, ip, ports}: ContainerGroup): string => `${name} (${ip ?? 'no address yet'}, port ${ports.join(', ')})`

export const groupsPublic = connectorRule({
  id: 'groups-public',
  category: 'azure',
  title: 'No container group of the node is open to the internet',
  page: {
    symptom: 'Anybody on the internet can reach a pod on the virtual node.',
    cause: 'A container group without a subnet gets a public IP address. Every `containerPort` of the pod is open on that address.',
    fix: 'Remove each `containerPort` that nobody has to reach from outside, or install the connector with a subnet.',
  },
  needs: ['containerGroups'],
  check(connector, {containerGroups}) {
    const {nodeName} = connector
    const open = containerGroups.filter(({isPublic, ports}) => isPublic && ports.length > 0)
    if (open.length === 0)
      return {verdict: 'ok', message: `None of the ${containerGroups.length} container groups of ${nodeName} is open to the internet`}
    return {
      verdict: 'warning',
      message: `These container groups are open to the internet: ${someOf(open.map(describe))}.`,
      remedy: ['Remove each containerPort that nobody has to reach from outside, or use a subnet:', withOtherSubnet(connector)],
    }
  },
})
