import type {Advice} from '../../printed-commands/printed-lines.ts'
import {installAgain, removal} from '../wording/install-again.ts'
import {connectorImage} from '../../connector/model/image.ts'
import {upstreamChart} from '../../helm/supported-charts.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {connectorRule, type ConnectorSubject} from '../facts/connector-values.ts'
import {limitingPolicy} from '../facts/port-policies.ts'
import {hasWebhook, portAccess, providerVersion} from '../facts/port-access.ts'

export const endpointAuthenticated = connectorRule({
  id: 'endpoint-authenticated',
  category: 'connector',
  title: "The connector's port requires authentication",
  page: {
    symptom:
      'Nothing shows the problem. Anybody in the cluster network can read the logs of pods on the virtual node and run commands in them.',
    cause:
      'The connector serves `kubectl logs` and `kubectl exec` on port 10250 of its pod. The provider 1.6 answers everybody who can reach the port if it runs with `--authentication-token-webhook=true` (even together with `--client-verify-ca`), with `--no-verify-clients`, or without `--client-verify-ca`. It then requires no certificate and checks no token. The providers 1.4 and 1.5 check callers if they run with `--authentication-token-webhook=true`. Connectors that earlier versions of `vkctl` installed, and those of the chart `virtual-kubelet-azure-aci` 1.6, have this problem.',
    fix: 'Run `vkctl install-connector` again. It starts the connector with `--client-verify-ca` and without the webhook, so only the API server, which has a certificate of the client CA, can use the port. The chart `virtual-kubelet-azure-aci` has no value that closes the port of the provider 1.6: `enableAuthenticationTokenWebhook: false` also drops `--client-verify-ca`. Run `vkctl remove-connector`, and then `vkctl install-connector` without `--chart-url`; or create a NetworkPolicy that lets only the API server reach port 10250 of the pod. On AKS, the API server calls from the pods `konnectivity-agent` in `kube-system`. With the provider 1.4 or 1.5, set `enableAuthenticationTokenWebhook` to `true`.',
  },
  needs: ['deployments', 'portPolicies'],
  check(connector, {deployments: [deployment], portPolicies}) {
    if (deployment === undefined) return {verdict: 'skipped', message: 'The connector has no Deployment'}
    const access = portAccess(deployment)
    if (access.to === 'certificates') return {verdict: 'ok', message: 'The port requires a certificate of the client CA'}
    if (access.to === 'known callers') return {verdict: 'ok', message: 'The port requires a client certificate or a token'}
    if (access.to === 'nobody')
      return {verdict: 'ok', message: 'The provider does not serve the port, so kubectl logs and exec do not work'}
    const {name} = deployment.metadata
    const policy = limitingPolicy(portPolicies, deployment)
    if (policy !== undefined)
      return {
        verdict: 'warning',
        message: `The Deployment ${name} starts the connector ${access.because}. Only the NetworkPolicy ${policy} protects port 10250 of the pod, if the cluster enforces NetworkPolicies.`,
        remedy: remedyFor(connector, deployment, true),
      }
    return {
      verdict: 'problem',
      message: `The Deployment ${name} starts the connector ${access.because}. Anybody who can reach port 10250 of the pod can read the logs of the pods of the virtual node and run commands in them.`,
      remedy: remedyFor(connector, deployment),
    }
  },
})

function remedyFor(connector: ConnectorSubject, deployment: DeploymentObject, hasPolicy = false): Advice {
  if (deployment.metadata.labels?.['app'] !== upstreamChart) return installAgain(connector)
  return hasWebhook(providerVersion(deployment))
    ? `Set the value enableAuthenticationTokenWebhook=true of the chart ${upstreamChart}.`
    : [
        `The chart ${upstreamChart} has no value that closes the port. Remove the connector, and install it with the chart of vkctl${hasPolicy ? '' : '; or create a NetworkPolicy that lets only the API server reach port 10250 of the pod'}:`,
        removal(connector),
        installAgain(connector),
      ]
}

export const endpointRefuses = connectorRule({
  id: 'endpoint-refuses',
  category: 'connector',
  title: "The connector's port refuses callers without a certificate",
  page: {
    symptom:
      'Nothing shows the problem. Anybody in the cluster network can read the logs of pods on the virtual node and run commands in them.',
    cause:
      '`vkctl` called port 10250 of the pod of the connector, without a certificate and without a token, and got an answer. The check is skipped if `vkctl` cannot reach the pod. Usually only machines in the virtual network of the cluster can reach it.',
    fix: 'Run `vkctl install-connector` again, with `--image-tag` of a version that `vkctl` knows. Until then, create a NetworkPolicy that lets only the API server reach port 10250 of the pod.',
  },
  needs: ['portTry'],
  after: ['endpoint-authenticated'],
  check(connector, {portTry}) {
    if (portTry.answer === 'none') return {verdict: 'skipped', message: `vkctl did not reach the port: ${portTry.why}`}
    if (portTry.answer === 'refused') return {verdict: 'ok', message: 'The port refused vkctl, which has no certificate for it'}
    return {
      verdict: 'problem',
      message: `Port 10250 of the pod answered vkctl with HTTP ${portTry.httpStatus}, although vkctl sent no certificate and no token.`,
      remedy: installAgain(connector, '--image-tag', connectorImage.tag),
    }
  },
})

export const caCurrent = connectorRule({
  id: 'ca-current',
  category: 'connector',
  title: "The connector's copy of the client CA is current",
  page: {
    symptom: '`kubectl logs` and `kubectl exec` fail with `remote error: tls: unknown certificate authority` for pods on the virtual node.',
    cause: 'The certificates of the cluster were rotated. The connector still has a copy of the old CA.',
    fix: 'Run `vkctl install-connector` again with the same arguments. It copies the current CA and restarts the connector.',
  },
  needs: ['credentials', 'clientCa'],
  check(connector, {credentials, clientCa}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    if (clientCa === undefined) return {verdict: 'skipped', message: 'The cluster publishes no client CA'}
    const [own, current] = [certificatesOf(credentials.clientCa), certificatesOf(clientCa)]
    if (own === current) return {verdict: 'ok', message: 'The copy matches the CA of the cluster'}
    return {
      verdict: 'problem',
      message:
        'The connector has a copy of a client CA that the API server no longer uses. kubectl logs and kubectl exec do not work for its pods.',
      remedy: installAgain(connector),
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
      'The certificate has expired or expires soon. A certificate from `vkctl` is valid for one year; others may be valid for a shorter time.',
    fix: 'Run `vkctl install-connector` again with the same arguments. It creates a new certificate when the old one is valid for less than 120 days.',
  },
  needs: ['credentials'],
  check(connector, {credentials}) {
    const {now} = connector
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    const {certificateUntil} = credentials
    const days = (certificateUntil.getTime() - now.getTime()) / dayMs
    const date = certificateUntil.toISOString().slice(0, 10)
    const remedy = installAgain(connector)
    if (days <= 0) return {verdict: 'problem', message: `The serving certificate expired on ${date}.`, remedy}
    if (days <= warnDays) return {verdict: 'warning', message: `The serving certificate expires on ${date}.`, remedy}
    return {verdict: 'ok', message: `The certificate is valid until ${date}`}
  },
})
