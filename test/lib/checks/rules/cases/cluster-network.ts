import {networkId, onSubnet} from '../../networks.ts'
import {cluster} from '../../well.ts'
import type {Case, Cases} from '../case.ts'

// Checks of how a connector is told to use its subnet.

const noNetwork: Case = {name: 'no virtual network', verdict: 'skipped', message: /uses no virtual network/}
const {network} = onSubnet()
const windows = {osType: 'Windows'} as const

export const networkCases: Cases = {
  'network-os': {
    fires: [
      {
        name: 'Windows on a subnet',
        subject: windows,
        facts: {network},
        verdict: 'warning',
        message: /Windows pods on the subnet aci/,
        remedy: /without a subnet/,
      },
    ],
    quiet: [
      {name: 'Linux', facts: {network}, message: /^Linux$/},
      {...noNetwork, subject: windows},
    ],
  },
  'cluster-dns': {
    fires: [
      {
        name: 'another name server',
        facts: onSubnet({network: {kubeDnsIp: '10.2.0.10'}}),
        message: /the name server 10\.2\.0\.10; the DNS service of c is 10\.0\.0\.10\.$/,
        remedy: /10\.0\.0\.10/,
      },
      {name: 'none', facts: onSubnet({network: {kubeDnsIp: ''}}), message: /no name server;/},
    ],
    quiet: [
      {name: 'that of the cluster', facts: {network}, message: /^10\.0\.0\.10$/},
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
        message: /told the API server 10\.0\.0\.1; that of c is c-1\.hcp\.eastus\.azmk8s\.io\.$/,
      },
      {name: 'none', facts: onSubnet({network: {masterUri: ''}}), message: /told no API server;/},
      {
        name: 'a name that only begins like it',
        facts: onSubnet({network: {masterUri: 'https://c-1.hcp.eastus.azmk8s.io.example'}}),
        message: /azmk8s\.io\.example; that of c is/,
      },
      {
        name: 'the old name of a private cluster',
        facts: {
          ...onSubnet({network: {masterUri: 'https://gone.example'}}),
          cluster: {...cluster, privateFqdn: 'c-1.private.example'},
        },
        message: /is c-1\.hcp\.eastus\.azmk8s\.io or c-1\.private\.example\.$/,
      },
      {name: 'what is no address', facts: onSubnet({network: {masterUri: 'https://'}}), message: /told the API server https:\/\/;/},
    ],
    quiet: [
      {name: 'its public name', facts: {network}, message: /^c-1\.hcp/},
      {name: 'without a scheme', facts: onSubnet({network: {masterUri: 'C-1.hcp.eastus.azmk8s.io:443'}}), message: /^c-1\.hcp/},
      {
        name: 'its private name',
        facts: {
          ...onSubnet({network: {masterUri: 'https://c-1.private.example:443'}}),
          cluster: {...cluster, fqdn: undefined, privateFqdn: 'c-1.private.example'},
        },
        message: /^c-1\.private/,
      },
      {
        name: 'one of two names, which Azure shows in other letters',
        facts: {network, cluster: {...cluster, fqdn: 'C-1.hcp.EastUS.azmk8s.io', privateFqdn: 'c-1.private.example'}},
        message: /^c-1\.hcp/,
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
        message: /Only 20\.0\.0\.0\/16, 30\.1\.2\.3 may reach/,
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
        message: /c is private/,
      },
    ],
    quiet: [
      {name: 'an open one', facts: {network}, message: /open to any address/},
      {
        name: 'a private cluster in the same network',
        facts: {network, cluster: {...cluster, privateCluster: true, nodeSubnetIds: [`${networkId.toLowerCase()}/subnets/nodes`]}},
        message: /aci is in its virtual network/,
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
      {name: 'one that does not end', facts: {network}, message: /one of its own/},
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
