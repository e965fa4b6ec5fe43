import {networkRule} from '../../network-rule.ts'

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
