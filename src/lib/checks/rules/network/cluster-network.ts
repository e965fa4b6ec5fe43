import {sameId, virtualNetworkIdOf} from '../../../azure/resources/ids.ts'
import {networkRule} from './network-rule.ts'

export const networkOs = networkRule({
  id: 'network-os',
  title: 'The provider supports virtual networks for the operating system',
  page: {
    symptom: 'Windows pods on a subnet cannot reach Services of the cluster, neither by name nor by IP address.',
    cause: 'The provider gives Windows pods neither `kube-proxy` nor a DNS server, and does not document virtual networks for them.',
    fix: 'Install the Windows connector without a subnet, unless its pods need only the virtual network.',
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
  title: 'Pods on the subnet use the DNS service of the cluster',
  page: {
    symptom: 'Pods on the subnet cannot resolve the names of Services.',
    cause: 'The connector configures another DNS server for its pods, or none.',
    fix: 'Run `vkctl install-connector` again without a DNS address. It uses the DNS service of the cluster.',
  },
  needs: ['cluster'],
  preflight: true,
  check({kubeDnsIp}, {osType}, {cluster: {dnsServiceIp, name}}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'The provider gives Windows pods no name server'}
    if (dnsServiceIp === undefined) return {verdict: 'skipped', message: `Azure does not report the address of the DNS service of ${name}`}
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
  title: 'The kube-proxy in container groups knows the API server',
  page: {
    symptom: 'Services of the cluster time out from pods on the subnet. The IP addresses of pods work.',
    cause: 'Each Linux container group on a subnet has its own `kube-proxy`. It is configured with the wrong address of the API server.',
    fix: 'Run `vkctl install-connector` again. It reads the address of the API server from Azure.',
  },
  needs: ['cluster'],
  preflight: true,
  check({masterUri}, {osType}, {cluster: {fqdn, privateFqdn, name}}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    const names = [fqdn, privateFqdn].filter(one => one !== undefined)
    if (names.length === 0) return {verdict: 'skipped', message: `Azure does not report the name of the API server of ${name}`}
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
  title: 'Pods on the subnet can reach the API server',
  page: {
    symptom: 'Services of the cluster time out from pods on the subnet. Programs in these pods cannot call the API server.',
    cause: 'The cluster is private, or only some IP ranges may reach its API server.',
    fix: 'Add the IP address of the NAT gateway of the subnet to the authorized IP ranges. For a private cluster, use a subnet of the same virtual network, or peer the virtual networks and link the private DNS zone.',
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
  title: 'The kube-proxy in container groups has a long-lived token',
  page: {
    symptom: 'Services of the cluster work from a new pod on the subnet. After an hour the pod no longer sees changes of these Services.',
    cause:
      'Each Linux container group on a subnet has its own `kube-proxy`. It uses the token that the connector read when it started. In AKS since Kubernetes 1.30, such a token expires after an hour, and it is not renewed in ACI.',
    fix: 'Run `vkctl install-connector`. It gives `kube-proxy` a separate token that does not expire.',
  },
  needs: [],
  check({longLivedToken}, {target, osType}) {
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    if (longLivedToken) return {verdict: 'ok', message: 'It has one of its own'}
    return {
      verdict: 'warning',
      message: `kube-proxy beside the pods of ${target} has the token of the connector, which expires after an hour and is not renewed in Azure.`,
      remedy: 'Run install-connector again; it gives kube-proxy a token that does not expire.',
    }
  },
})
