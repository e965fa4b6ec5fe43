import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {connectorRule} from '../facts/connector-values.ts'

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

const dayMs = 24 * 3600 * 1000
const warnDays = 30

export const certificateCurrent = connectorRule({
  id: 'certificate-current',
  category: 'connector',
  title: 'Its serving certificate holds',
  page: {
    symptom: 'Clients that verify it refuse the certificate of port 10250.',
    cause: 'The certificate that vkctl made for the connector holds for ten years, one of somebody else maybe for less.',
    fix: 'Run install-connector with the same arguments again: it makes a new one in the last 30 days.',
  },
  needs: ['credentials'],
  check({now}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'vkctl made no Secret for it'}
    const {certificateUntil} = credentials
    const days = (certificateUntil.getTime() - now.getTime()) / dayMs
    const date = certificateUntil.toISOString().slice(0, 10)
    const remedy = 'Run install-connector with the same arguments again.'
    if (days <= 0) return {verdict: 'problem', message: `The serving certificate is no longer valid since ${date}.`, remedy}
    if (days <= warnDays) return {verdict: 'warning', message: `The serving certificate ends on ${date}.`, remedy}
    return {verdict: 'ok', message: `It holds until ${date}`}
  },
})
