import {networkId, onSubnet} from '../../../networks.ts'
import {cluster} from '../../../well.ts'
import type {Case, Cases} from '../../case.ts'

const noNetwork: Case = {name: 'no virtual network', verdict: 'skipped', message: /uses no subnet/}
const {network} = onSubnet()
const windows = {osType: 'Windows'} as const

export const clusterCases: Cases = {
  'network-os': {
    fires: [
      {
        name: 'Windows on a subnet',
        subject: windows,
        facts: {network},
        verdict: 'warning',
        message: /Windows pods on the subnet aci/,
        remedy: /--reset vnet-subnet-id /,
      },
    ],
    quiet: [
      {name: 'Linux', facts: {network}, message: /for Linux$/},
      {...noNetwork, subject: windows},
    ],
  },
  'cluster-dns': {
    fires: [
      {
        name: 'another name server',
        facts: onSubnet({network: {kubeDnsIp: '10.2.0.10'}}),
        message: /the DNS server 10\.2\.0\.10 for its pods, but the DNS service of c is 10\.0\.0\.10\.$/,
        remedy: /without vnet\.kubeDnsIp:\nvkctl install-connector .* --set-values FILE /,
      },
      {name: 'none', facts: onSubnet({network: {kubeDnsIp: ''}}), message: /no DNS server for its pods/},
    ],
    quiet: [
      {name: 'that of the cluster', facts: {network}, message: /DNS server 10\.0\.0\.10$/},
      {name: 'Windows', subject: windows, facts: onSubnet({network: {kubeDnsIp: ''}}), verdict: 'skipped', message: /Windows/},
      {
        name: 'Azure does not tell',
        facts: {network, cluster: {...cluster, dnsServiceIp: undefined}},
        verdict: 'skipped',
        message: /does not (say|report)/,
      },
      noNetwork,
    ],
  },
  'api-server-address': {
    fires: [
      {
        name: 'the default of the provider',
        facts: onSubnet({network: {masterUri: '10.0.0.1'}}),
        message: /with the API server 10\.0\.0\.1, but the API server of c is c-1\.hcp\.eastus\.azmk8s\.io\.$/,
      },
      {name: 'none', facts: onSubnet({network: {masterUri: ''}}), message: /with no API server,/},
      {
        name: 'a name that only begins like it',
        facts: onSubnet({network: {masterUri: 'https://c-1.hcp.eastus.azmk8s.io.example'}}),
        message: /azmk8s\.io\.example, but the API server of c is/,
      },
      {
        name: 'the old name of a private cluster',
        facts: {
          ...onSubnet({network: {masterUri: 'https://gone.example'}}),
          cluster: {...cluster, privateFqdn: 'c-1.private.example'},
        },
        message: /is c-1\.hcp\.eastus\.azmk8s\.io or c-1\.private\.example\.$/,
      },
      {name: 'what is no address', facts: onSubnet({network: {masterUri: 'https://'}}), message: /with the API server https:\/\/,/},
    ],
    quiet: [
      {name: 'its public name', facts: {network}, message: /uses c-1\.hcp/},
      {name: 'without a scheme', facts: onSubnet({network: {masterUri: 'C-1.hcp.eastus.azmk8s.io:443'}}), message: /uses c-1\.hcp/},
      {
        name: 'its private name',
        facts: {
          ...onSubnet({network: {masterUri: 'https://c-1.private.example:443'}}),
          cluster: {...cluster, fqdn: undefined, privateFqdn: 'c-1.private.example'},
        },
        message: /uses c-1\.private/,
      },
      {
        name: 'one of two names, which Azure shows in other letters',
        facts: {network, cluster: {...cluster, fqdn: 'C-1.hcp.EastUS.azmk8s.io', privateFqdn: 'c-1.private.example'}},
        message: /uses c-1\.hcp/,
      },
      {name: 'Windows', subject: windows, facts: onSubnet({network: {masterUri: ''}}), verdict: 'skipped', message: /no kube-proxy/},
      {
        name: 'Azure names none',
        facts: {network, cluster: {...cluster, fqdn: undefined}},
        verdict: 'skipped',
        message: /does not (say|report)/,
      },
      noNetwork,
    ],
  },
  'api-server-open': {
    fires: [
      {
        name: 'authorized ranges',
        facts: {network, cluster: {...cluster, authorizedIpRanges: ['20.0.0.0/16', '30.1.2.3']}},
        verdict: 'warning',
        message: /Only 20\.0\.0\.0\/16, 30\.1\.2\.3 can reach/,
        remedy: /--resource-group g --name c --api-server-authorized-ip-ranges 20\.0\.0\.0\/16,30\.1\.2\.3,NAT_GATEWAY_IP$/,
      },
      {
        name: 'a private cluster in another network',
        facts: {network, cluster: {...cluster, privateCluster: true, nodeSubnetIds: [`${networkId}-2/subnets/nodes`]}},
        verdict: 'warning',
        message: /c is private, and the subnet aci is not in/,
      },
      {
        name: 'a private cluster, nobody knows in which network',
        facts: {network, cluster: {...cluster, privateCluster: true}},
        verdict: 'warning',
        message: /c is private|private cluster c/,
      },
    ],
    quiet: [
      {name: 'an open one', facts: {network}, message: /accepts any IP address/},
      {
        name: 'a private cluster in the same network',
        facts: {network, cluster: {...cluster, privateCluster: true, nodeSubnetIds: [`${networkId.toLowerCase()}/subnets/nodes`]}},
        message: /aci is in the virtual network of the private cluster c/,
      },
      noNetwork,
    ],
  },
  'proxy-token': {
    fires: [
      {
        name: 'the token of the connector',
        facts: onSubnet({network: {longLivedToken: false}}),
        verdict: 'warning',
        message: /expires after an hour/,
      },
    ],
    quiet: [
      {name: 'one that does not end', facts: {network}, message: /does not expire/},
      {
        name: 'Windows',
        subject: windows,
        facts: onSubnet({network: {longLivedToken: false}}),
        verdict: 'skipped',
        message: /no kube-proxy/,
      },
      noNetwork,
    ],
  },
}
