import {installAgain, installWith, withOtherSubnet, withoutValue} from '../../wording/install-again.ts'
import {az} from '../../../printed-commands/printed-command.ts'
import {sameId, virtualNetworkIdOf} from '../../../azure/resources/ids.ts'
import {networkRule} from './network-rule.ts'
import {podAddresses} from './pod-addresses.ts'

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
  check({subnetName}, connector) {
    const {osType} = connector
    if (osType === 'Linux') return {verdict: 'ok', message: 'The provider supports virtual networks for Linux'}
    return {
      verdict: 'warning',
      message: `Windows pods on the subnet ${subnetName} cannot reach Services and the DNS service of the cluster. The provider does not support virtual networks for Windows.`,
      remedy: ['Use no subnet for Windows:', installWith(connector, '--reset', 'vnet-subnet-id')],
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
  after: [podAddresses.id],
  preflight: true,
  check({kubeDnsIp}, connector, {cluster: {dnsServiceIp, name}}) {
    const {osType} = connector
    if (osType === 'Windows') return {verdict: 'skipped', message: 'The provider configures no DNS server for Windows pods'}
    if (dnsServiceIp === undefined) return {verdict: 'skipped', message: `Azure does not report the address of the DNS service of ${name}`}
    if (kubeDnsIp === dnsServiceIp) return {verdict: 'ok', message: `Pods use the DNS server ${dnsServiceIp}`}
    return {
      verdict: 'problem',
      message: `The connector configures ${kubeDnsIp === '' ? 'no DNS server' : `the DNS server ${kubeDnsIp}`} for its pods, but the DNS service of ${name} is ${dnsServiceIp}.`,
      remedy: withoutValue(connector, 'vnet.kubeDnsIp'),
    }
  },
})

/** The host name in an address with or without scheme and port; empty if it is not an address. */
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
  check({masterUri}, connector, {cluster: {fqdn, privateFqdn, name}}) {
    const {osType} = connector
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    const names = [fqdn, privateFqdn].filter(one => one !== undefined)
    if (names.length === 0) return {verdict: 'skipped', message: `Azure does not report the name of the API server of ${name}`}
    const host = hostOf(masterUri)
    if (names.some(one => one.toLowerCase() === host)) return {verdict: 'ok', message: `kube-proxy uses ${host}`}
    return {
      verdict: 'problem',
      message: `kube-proxy in the container groups is configured with ${masterUri === '' ? 'no API server' : `the API server ${masterUri}`}, but the API server of ${name} is ${names.join(' or ')}.`,
      remedy: withoutValue(connector, 'vnet.masterUri'),
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
  check({subnetId, subnetName}, connector, {cluster}) {
    const {name, resourceGroup, authorizedIpRanges, privateCluster, nodeSubnetIds} = cluster
    if (privateCluster) {
      const isTheirs = nodeSubnetIds.some(id => sameId(virtualNetworkIdOf(id), virtualNetworkIdOf(subnetId)))
      if (isTheirs) return {verdict: 'ok', message: `The subnet ${subnetName} is in the virtual network of the private cluster ${name}`}
      return {
        verdict: 'warning',
        message: `The cluster ${name} is private, and the subnet ${subnetName} is not in the virtual network of its nodes. Pods on the subnet can reach the API server only if the virtual networks are peered and the private DNS zone is linked to both.`,
        remedy: ['Use a subnet of the virtual network of the nodes:', withOtherSubnet(connector)],
      }
    }
    if (authorizedIpRanges.length === 0) return {verdict: 'ok', message: `The API server of ${name} accepts any IP address`}
    return {
      verdict: 'warning',
      message: `Only ${authorizedIpRanges.join(', ')} can reach the API server of ${name}. Pods on the subnet ${subnetName} call it from the IP address of the NAT gateway of the subnet.`,
      remedy: [
        'If the ranges do not include that address:',
        az`aks update --resource-group ${resourceGroup} --name ${name} --api-server-authorized-ip-ranges ${[...authorizedIpRanges, 'NAT_GATEWAY_IP'].join(',')}`,
      ],
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
  check({longLivedToken}, connector) {
    const {target, osType} = connector
    if (osType === 'Windows') return {verdict: 'skipped', message: 'Windows pods have no kube-proxy'}
    if (longLivedToken) return {verdict: 'ok', message: 'kube-proxy has a token that does not expire'}
    return {
      verdict: 'warning',
      message: `kube-proxy in the container groups of ${target} uses the token of the connector. The token expires after an hour and is not renewed in ACI.`,
      remedy: ['This gives kube-proxy a token that does not expire:', installAgain(connector)],
    }
  },
})
