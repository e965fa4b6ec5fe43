import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {connectorRule} from '../facts/connector-values.ts'

export const endpointAuthenticated = connectorRule({
  id: 'endpoint-authenticated',
  category: 'connector',
  title: "The connector's port requires authentication",
  page: {
    symptom:
      'Nothing shows the problem. Anybody in the cluster network can read the logs of pods on the virtual node and run commands in them.',
    cause:
      'The connector serves `kubectl logs` and `kubectl exec` on port 10250 of its pod. Without `--authentication-token-webhook=true` and `--client-verify-ca`, everybody who can reach the port can use it. Connectors of 2019 have this problem.',
    fix: 'Install the connector with the chart of `vkctl`: run `vkctl install-connector`. With the chart `virtual-kubelet-azure-aci`, do not turn off `enableAuthenticationTokenWebhook`.',
  },
  needs: ['deployments'],
  check(_, {deployments: [deployment]}) {
    if (deployment === undefined) return {verdict: 'skipped', message: 'The connector has no Deployment'}
    const missing = missingFlags(deployment)
    if (missing.length === 0) return {verdict: 'ok', message: 'The port requires a client certificate or a token'}
    return {
      verdict: 'problem',
      message: `The Deployment ${deployment.metadata.name} starts the connector without ${missing.join(' and ')}. Anybody who can reach port 10250 of the pod can run commands in the pods of the virtual node.`,
      remedy: 'Run vkctl install-connector for this connector, without --chart-url.',
    }
  },
})

function missingFlags({spec}: DeploymentObject): readonly string[] {
  const containers = spec?.template?.spec?.containers ?? []
  const args = containers.flatMap(container => container.args ?? [])
  const env = containers.flatMap(container => container.env ?? [])
  // The values that pflag, the flag library of the provider, takes for true.
  const webhook = args.some(text => /^--authentication-token-webhook(=(1|t|true))?$/i.test(text))
  const verified =
    args.some(text => /^--client-verify-ca(=.+)?$/.test(text)) ||
    env.some(({name, value}) => name === 'APISERVER_CA_CERT_LOCATION' && value !== '')
  return [...(webhook ? [] : ['--authentication-token-webhook=true']), ...(verified ? [] : ['--client-verify-ca'])]
}

export const caCurrent = connectorRule({
  id: 'ca-current',
  category: 'connector',
  title: "The connector's copy of the client CA is current",
  page: {
    symptom: '`kubectl logs` and `kubectl exec` fail with `401 Unauthorized` for pods on the virtual node.',
    cause: 'The certificates of the cluster were rotated. The connector still has a copy of the old CA.',
    fix: 'Run `vkctl install-connector` again with the same arguments. It copies the current CA and restarts the connector.',
  },
  needs: ['credentials', 'clientCa'],
  check(_, {credentials, clientCa}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    if (clientCa === undefined) return {verdict: 'skipped', message: 'The cluster publishes no client CA'}
    const [own, current] = [certificatesOf(credentials.clientCa), certificatesOf(clientCa)]
    if (own === current) return {verdict: 'ok', message: 'The copy matches the CA of the cluster'}
    return {
      verdict: 'problem',
      message:
        'The connector has a copy of a client CA that the API server no longer uses. kubectl logs and kubectl exec do not work for its pods.',
      remedy: 'Run vkctl install-connector again with the same arguments.',
    }
  },
})

/** PEM certificates without white space and in a fixed order, so that equal sets compare equal. */
function certificatesOf(pem: string): string {
  return pem
    .split(/(?=-----BEGIN )/)
    .map(text => text.replaceAll(/\s/g, ''))
    .filter(text => text !== '')
    .toSorted()
    .join('\n')
}

const dayMs = 24 * 3600 * 1000
const warnDays = 30

export const certificateCurrent = connectorRule({
  id: 'certificate-current',
  category: 'connector',
  title: "The connector's serving certificate is valid",
  page: {
    symptom: 'Clients that verify the certificate of port 10250 reject it.',
    cause:
      'The certificate has expired or expires soon. A certificate from `vkctl` is valid for ten years; others may be valid for a shorter time.',
    fix: 'Run `vkctl install-connector` again with the same arguments. It creates a new certificate during the last 30 days.',
  },
  needs: ['credentials'],
  check({now}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    const {certificateUntil} = credentials
    const days = (certificateUntil.getTime() - now.getTime()) / dayMs
    const date = certificateUntil.toISOString().slice(0, 10)
    const remedy = 'Run vkctl install-connector again with the same arguments.'
    if (days <= 0) return {verdict: 'problem', message: `The serving certificate expired on ${date}.`, remedy}
    if (days <= warnDays) return {verdict: 'warning', message: `The serving certificate expires on ${date}.`, remedy}
    return {verdict: 'ok', message: `The certificate is valid until ${date}`}
  },
})
