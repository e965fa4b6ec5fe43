import {connectorRule} from '../../connector-values.ts'

/** The instance metadata service of Azure, where managed identities get their tokens. */
const address = '169.254.169.254'
const unreachable = /time(d |-)?out|deadline exceeded|connection refused|no route to host|unreachable/i

export const imdsReachable = connectorRule({
  id: 'imds-reachable',
  category: 'azure',
  title: 'The connector reaches the instance metadata service',
  page: {
    symptom: `The log of the connector shows timeouts on ${address}.`,
    cause: `A managed identity gets its tokens from ${address}, and pods may not reach it: a NetworkPolicy forbids it, or podLinkLocalAccess of the cluster or node pool is None.`,
    fix: `Let the pod of the connector reach ${address}, or install the connector with --service-principal.`,
  },
  needs: ['log'],
  check({target}, {log}) {
    if (log === '') return {verdict: 'skipped', message: 'Its pod wrote nothing'}
    const failed = log.split('\n').some(line => line.includes(address) && unreachable.test(line))
    if (!failed) return {verdict: 'ok', message: `Its log shows no failure to reach ${address}`}
    return {
      verdict: 'problem',
      message: `The log of ${target} shows that it did not reach ${address}, where its managed identity gets tokens.`,
      remedy: `Allow ${address} in the network policies and podLinkLocalAccess, or use --service-principal.`,
    }
  },
})
