import type {Cluster} from '../../azure/azure.ts'
import {resourceGroupId, resourceGroupIdOf, sameId} from '../../azure/resources/ids.ts'
import type {NodeObject} from '../../kubernetes/objects.ts'

/** Whether an API server belongs to a cluster in Azure. */
export type Belonging = 'same' | 'other' | 'unknown'

/** The domains of AKS in the public cloud, in US Government and in China. */
const aksDomains = ['.azmk8s.io', '.cx.aks.containerservice.azure.us', '.cx.prod.service.azk8s.cn']

/** Decides by the address of the API server. With a proxy, a tunnel or a custom name, the result is unknown. */
export function belongingOfAddress(server: string, {fqdn, privateFqdn, azurePortalFqdn}: Cluster): Belonging {
  if (!URL.canParse(server)) return 'unknown'
  const {hostname, port, protocol} = new URL(server)
  const names = [fqdn, privateFqdn, azurePortalFqdn].map(name => name?.toLowerCase())
  if (names.includes(hostname)) return protocol === 'https:' && port === '' ? 'same' : 'unknown'
  return aksDomains.some(domain => hostname.endsWith(domain)) ? 'other' : 'unknown'
}

/** Decides by the virtual machines of the nodes, which AKS creates in the node resource group of the cluster. */
export function belongingOfNodes(
  nodes: readonly NodeObject[],
  subscriptionId: string,
  {nodeResourceGroup}: Pick<Cluster, 'nodeResourceGroup'>,
): Belonging {
  const ids = nodes.flatMap(({spec}) => (spec?.providerID === undefined || spec.providerID === '' ? [] : [spec.providerID]))
  if (ids.length === 0) return 'unknown'
  const expected = resourceGroupId(subscriptionId, nodeResourceGroup)
  return ids.some(id => sameId(resourceGroupIdOf(id.replace(/^azure:\/\//, '')) ?? '', expected)) ? 'same' : 'other'
}
