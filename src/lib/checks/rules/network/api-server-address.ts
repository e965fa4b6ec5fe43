import {networkRule} from '../../network-rule.ts'

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
