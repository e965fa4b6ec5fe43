import {sameId, virtualNetworkIdOf} from '../../../azure/resources/ids.ts'
import {networkRule} from './network-rule.ts'

export const networkOs = networkRule({
  id: 'network-os',
  title: 'Its operating system is made for a virtual network',
  page: {
    symptom: 'Windows pods on a subnet find no Service of the cluster, neither by name nor by address.',
    cause: 'The provider gives Windows pods neither kube-proxy nor a name server, and documents no virtual network for them.',
    fix: 'Install the Windows connector without a subnet, unless its pods need the virtual network only.',
  },
  needs: [],
  preflight: true,
  check({subnetName}, {osType}) {
    if (osType === 'Linux') return {verdict: 'ok', message: 'Linux'}
    return {
      verdict: 'warning',
      message: `Windows pods on the subnet ${subnetName} reach neither Services nor the DNS of the cluster; the provider does not support it.`,
      remedy: 'Install the Windows connector without a subnet.',
    }
  },
})

export const clusterDns = networkRule({
  id: 'cluster-dns',
  title: 'Its pods ask the DNS service of the cluster',
  page: {
    symptom: 'Pods on the subnet find no Service by its name.',
    cause: 'The connector gives its pods another name server than the DNS service of the cluster, or none.',
    fix: 'Run install-connector again without an address of your own for DNS; it takes that of the cluster.',
  },
  needs: ['cluster'],
  preflight: true,
  check({kubeDnsIp}, {osType}, {cluster: {dnsServiceIp, name}}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'The provider gives Windows pods no name server'}
    if (dnsServiceIp === undefined) return {verdict: 'skipped', message: `Azure does not tell the address of the DNS service of ${name}`}
    if (kubeDnsIp === dnsServiceIp) return {verdict: 'ok', message: dnsServiceIp}
    return {
      verdict: 'problem',
      message: `The connector gives its pods ${kubeDnsIp === '' ? 'no name server' : `the name server ${kubeDnsIp}`}; the DNS service of ${name} is ${dnsServiceIp}.`,
      remedy: `Run install-connector again with ${dnsServiceIp} as the address of DNS.`,
    }
  },
})

/** Of an address with or without scheme and port; empty when it is none. */
function hostOf(address: string): string {
  const url = address.includes('://') ? address : `https://${address}`
  return URL.canParse(url) ? new URL(url).hostname : ''
}

export const apiServerAddress = networkRule({
  id: 'api-server-address',
  title: 'kube-proxy beside its pods knows the API server',
  page: {
    symptom: 'Services of the cluster time out from pods on the subnet, while addresses of pods answer.',
    cause: 'Beside every Linux pod on a subnet runs a kube-proxy, and it is told an address that is not that of the API server.',
    fix: 'Run install-connector again; it takes the name of the API server from Azure.',
  },
  needs: ['cluster'],
  preflight: true,
  check({masterUri}, {osType}, {cluster: {fqdn, privateFqdn, name}}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    const names = [fqdn, privateFqdn].filter(one => one !== undefined)
    if (names.length === 0) return {verdict: 'skipped', message: `Azure does not tell the name of the API server of ${name}`}
    const host = hostOf(masterUri)
    if (names.some(one => one.toLowerCase() === host)) return {verdict: 'ok', message: host}
    return {
      verdict: 'problem',
      message: `kube-proxy beside the pods is told ${masterUri === '' ? 'no API server' : `the API server ${masterUri}`}; that of ${name} is ${names.join(' or ')}.`,
      remedy: 'Run install-connector with the same arguments again.',
    }
  },
})

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

export const proxyToken = networkRule({
  id: 'proxy-token',
  title: 'kube-proxy beside its pods has a token that does not end',
  page: {
    symptom: 'Services of the cluster work from a new pod on the subnet and stop following its changes after an hour.',
    cause:
      'Beside every Linux pod on a subnet runs a kube-proxy with the token that the connector read at its own start. Since Kubernetes 1.30, AKS lets such a token end after an hour, and nobody renews it there.',
    fix: 'Install the connector with vkctl install-connector, which gives kube-proxy a token of its own that does not end.',
  },
  needs: [],
  check({longLivedToken}, {target, osType}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    if (longLivedToken) return {verdict: 'ok', message: 'It has one of its own'}
    return {
      verdict: 'warning',
      message: `kube-proxy beside the pods of ${target} has the token of the connector, which ends after an hour; nobody renews it in Azure.`,
      remedy: 'Run install-connector again; it gives kube-proxy a token that does not end.',
    }
  },
})
