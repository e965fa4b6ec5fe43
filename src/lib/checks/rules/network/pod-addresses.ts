import type {ClusterNetwork} from '../../../azure/resources/cluster-profile.ts'
import {networkRule} from './network-rule.ts'

export const podAddresses = networkRule({
  id: 'pod-addresses',
  title: 'The pods of the cluster have addresses of the virtual network',
  page: {
    symptom: 'Pods on the subnet can resolve no names of the cluster, and Services time out from them, although the virtual node is Ready.',
    cause:
      'Pods in ACI reach other pods, also those of the DNS service, only by addresses of the virtual network. With Azure CNI Overlay, with kubenet and with most network plugins of your own, pods have addresses that only the nodes of the cluster know. The virtual node add-on of AKS needs Azure CNI for the same reason.',
    fix: 'Use a cluster with Azure CNI whose pods are on a subnet of the virtual network, or install the connector without a subnet if its pods need nothing from the cluster. Before an install, `--skip-checks pod-addresses` skips this check, for example if your own network plugin uses addresses of the virtual network.',
  },
  needs: ['cluster'],
  preflight: true,
  check({subnetName}, {osType}, {cluster: {name, network}}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods do not reach Services on any network (check network-os)'}
    if (network.plugin === undefined) return {verdict: 'skipped', message: `Azure does not report the network plugin of ${name}`}
    const kind = kindOf(network)
    const isRoutable = network.plugin === 'azure' && network.pluginMode !== 'overlay'
    if (!isRoutable) {
      return {
        verdict: 'problem',
        message: `The cluster ${name} uses ${kind}: its pods have addresses that the subnet ${subnetName} does not reach. Pods of the connector reach neither the DNS service nor other pods and Services of the cluster.`,
        remedy:
          'Run vkctl install-connector without a subnet (for an installed connector: with --reset vnet-subnet-id) if its pods need nothing from the cluster, or use a cluster with Azure CNI and addresses of the virtual network.',
      }
    }
    if (network.dataplane === 'cilium') {
      return {
        verdict: 'warning',
        message: `The cluster ${name} uses ${kind}. Microsoft does not say that pods in ACI can reach Services of such a cluster.`,
        remedy: 'Try it with a pod on the subnet that calls a Service, before you rely on it.',
      }
    }
    return {verdict: 'ok', message: `${name} uses ${kind}`}
  },
})

/** As the documentation of AKS calls the network. */
function kindOf({plugin, pluginMode, dataplane}: ClusterNetwork): string {
  const cilium = dataplane === 'cilium' ? ' powered by Cilium' : ''
  if (plugin === 'azure') return `Azure CNI${pluginMode === 'overlay' ? ' Overlay' : ''}${cilium}`
  return plugin === 'kubenet' ? 'kubenet' : 'a network plugin of its own (networkPlugin: none)'
}
