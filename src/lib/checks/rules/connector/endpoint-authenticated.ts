import type {DeploymentObject} from '../../../kubernetes/objects.ts'
import {connectorRule} from '../../connector-values.ts'

export const endpointAuthenticated = connectorRule({
  id: 'endpoint-authenticated',
  category: 'connector',
  title: 'Its port asks who is calling',
  page: {
    symptom: 'Nothing, until somebody in the cluster runs commands in pods that are not theirs.',
    cause:
      'The connector serves kubectl logs and exec on port 10250 of its pod. Without --authentication-token-webhook=true and --client-verify-ca it serves everybody who reaches the port, as connectors of 2019 do.',
    fix: 'Install it with the chart of vkctl: run install-connector. With the chart virtual-kubelet-azure-aci do not switch enableAuthenticationTokenWebhook off.',
  },
  needs: ['deployments'],
  check(_, {deployments: [deployment]}) {
    if (deployment === undefined) return {verdict: 'skipped', message: 'It has no Deployment'}
    const missing = missingFlags(deployment)
    if (missing.length === 0) return {verdict: 'ok', message: 'It wants a client certificate or a token'}
    return {
      verdict: 'problem',
      message: `The Deployment ${deployment.metadata.name} starts the connector without ${missing.join(' and ')}: whoever reaches port 10250 of its pod can run commands in the pods of its node.`,
      remedy: 'Run install-connector for this connector, without --chart-url.',
    }
  },
})

function missingFlags({spec}: DeploymentObject): readonly string[] {
  const containers = spec?.template?.spec?.containers ?? []
  const args = containers.flatMap(container => container.args ?? [])
  const env = containers.flatMap(container => container.env ?? [])
  // As pflag reads a boolean.
  const webhook = args.some(text => /^--authentication-token-webhook(=(1|t|true))?$/i.test(text))
  const verified =
    args.some(text => /^--client-verify-ca(=.+)?$/.test(text)) ||
    env.some(({name, value}) => name === 'APISERVER_CA_CERT_LOCATION' && value !== '')
  return [...(webhook ? [] : ['--authentication-token-webhook=true']), ...(verified ? [] : ['--client-verify-ca'])]
}
