import {networkRule} from '../../network-rule.ts'

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
