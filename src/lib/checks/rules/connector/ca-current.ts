import {connectorRule} from '../../connector-values.ts'

export const caCurrent = connectorRule({
  id: 'ca-current',
  category: 'connector',
  title: 'It knows the CA of the API server',
  page: {
    symptom: 'kubectl logs and kubectl exec of pods on the virtual node end with 401 Unauthorized.',
    cause: 'The certificates of the cluster were rotated, and the connector still has a copy of the CA of before.',
    fix: 'Run install-connector with the same arguments again: it copies the CA anew and restarts the connector.',
  },
  needs: ['credentials', 'clientCa'],
  check(_, {credentials, clientCa}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'vkctl made no Secret for it'}
    if (clientCa === undefined) return {verdict: 'skipped', message: 'The cluster publishes no client CA'}
    const [own, current] = [certificatesOf(credentials.clientCa), certificatesOf(clientCa)]
    if (own === current) return {verdict: 'ok', message: "Its copy is the cluster's"}
    return {
      verdict: 'problem',
      message:
        'The CA that it checks client certificates with is not the one of the API server (any more): kubectl logs and exec do not work.',
      remedy: 'Run install-connector with the same arguments again.',
    }
  },
})

/** PEM without what does not matter: space and the order of the certificates. */
function certificatesOf(pem: string): string {
  return pem
    .split(/(?=-----BEGIN )/)
    .map(text => text.replaceAll(/\s/g, ''))
    .filter(text => text !== '')
    .toSorted()
    .join('\n')
}
