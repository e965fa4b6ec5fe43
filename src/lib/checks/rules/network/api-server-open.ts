import {sameId, virtualNetworkIdOf} from '../../../azure/resources/ids.ts'
import {networkRule} from '../../network-rule.ts'

export const apiServerOpen = networkRule({
  id: 'api-server-open',
  title: 'Its pods may reach the API server',
  page: {
    symptom: 'Services of the cluster time out from pods on the subnet, and what calls the API server in them times out too.',
    cause: 'The cluster is private, or lets only some address ranges reach its API server.',
    fix: 'Add the address of the NAT gateway of the subnet to the authorized ranges. For a private cluster use a subnet of its own virtual network, or peer the two and link the private DNS zone.',
  },
  needs: ['cluster'],
  preflight: true,
  check({subnetId, subnetName}, _, {cluster}) {
    const {name, resourceGroup, authorizedIpRanges, privateCluster, nodeSubnetIds} = cluster
    if (privateCluster) {
      const isTheirs = nodeSubnetIds.some(id => sameId(virtualNetworkIdOf(id), virtualNetworkIdOf(subnetId)))
      if (isTheirs) return {verdict: 'ok', message: `${name} is private, and ${subnetName} is in its virtual network`}
      return {
        verdict: 'warning',
        message: `The cluster ${name} is private, and the subnet ${subnetName} is not in the virtual network of its nodes; pods reach the API server only if the two networks are peered and the private DNS zone is linked.`,
        remedy: 'Use a subnet of the virtual network of the nodes.',
      }
    }
    if (authorizedIpRanges.length === 0) return {verdict: 'ok', message: `The API server of ${name} is open to any address`}
    return {
      verdict: 'warning',
      message: `Only ${authorizedIpRanges.join(', ')} may reach the API server of ${name}; pods on ${subnetName} come from the address of its NAT gateway.`,
      remedy: `If it is not among them: az aks update --resource-group ${resourceGroup} --name ${name} --api-server-authorized-ip-ranges ${authorizedIpRanges.join(',')},NAT_GATEWAY_IP`,
    }
  },
})
