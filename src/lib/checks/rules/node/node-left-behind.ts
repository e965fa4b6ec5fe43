import {parseReleaseName} from '../../../connector/model/names.ts'
import {connectorRule} from '../../connector-values.ts'

export const nodeLeftBehind = connectorRule({
  id: 'node-left-behind',
  category: 'node',
  title: 'Its node has a connector',
  page: {
    symptom: 'A virtual node is NotReady for good, and nothing in the cluster would make it Ready.',
    cause: 'A connector does not take its node with it when it is uninstalled (helm uninstall, az aks remove-connector).',
    fix: 'Run vkctl remove-connector with the name of the connector: it removes the node, its lease, and the pods and container groups that are still there.',
  },
  needs: ['node', 'deployments', 'helm', 'cluster'],
  check({target, nodeName, osType}, {node, deployments, helm, cluster}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (deployments.length > 0 || helm !== undefined) return {verdict: 'ok', message: `${target} registers it`}
    const connectorName = parseReleaseName(target)?.connectorName ?? target
    return {
      verdict: 'problem',
      message: `The node ${nodeName} is there, but neither a Deployment nor a Helm release that would register it.`,
      remedy: `vkctl remove-connector --resource-group ${cluster.resourceGroup} --name ${cluster.name} --connector-name ${connectorName} --os-type ${osType}`,
    }
  },
})
