import {installAgain} from '../../wording/install-again.ts'
import type {Advice} from '../../../printed-commands/printed-lines.ts'
import {az, kubectl} from '../../../printed-commands/printed-command.ts'
import {connectorRule, type ConnectorIdentity, type ConnectorSubject} from '../../facts/connector-values.ts'
import {hasNoAnswerPanic, isUp, noAnswer, type NoAnswer} from '../../facts/first-answer.ts'

/** The Azure Instance Metadata Service, which issues the tokens of managed identities. */
const address = '169.254.169.254'
const unreachable = /time(d |-)?out|deadline exceeded|connection refused|no route to host|unreachable/i

/** What the pod did, as the beginning of a sentence. */
function said({pod: {metadata}, state, seconds}: NoAnswer): string {
  if (state === 'waits') return `The pod ${metadata.name} has been running for ${seconds} s, but it has not registered its node`
  return `The pod ${metadata.name} crashed ${seconds} s after its start`
}

/** What is known of a connector without an answer while vkctl waits for it, as a sentence. */
export function noAnswerText(failure: NoAnswer): string {
  if (failure.state === 'waits') return `${said(failure)}. It waits for an answer from Azure.`
  return `${said(failure)}: ${failure.state === 'refused' ? refused : crashed}`
}

export const imdsReachable = connectorRule({
  id: 'imds-reachable',
  explainedBy: ['imds-allowed', 'connector-egress'],
  category: 'azure',
  title: 'The connector can reach the instance metadata service',
  page: {
    symptom:
      'The pod of the connector is ready for some minutes, but there is no virtual node, or the node is `NotReady`. Then the pod crashes with `panic: runtime error: invalid memory address or nil pointer dereference` in `client_apis.go`. With a subnet, the log shows timeouts on `169.254.169.254`.',
    cause:
      'A managed identity gets its tokens from `169.254.169.254`. A NetworkPolicy blocks this address, or `podLinkLocalAccess` of the cluster is `None`. The provider asks for about four minutes, and crashes before it logs the error. Rarely, a firewall blocks Azure Resource Manager instead.',
    fix: 'Let the pod of the connector reach `169.254.169.254`, or install the connector with `--service-principal`.',
  },
  needs: ['identity', 'pods', 'lease', 'log'],
  check(subject, {identity, pods, lease, log}) {
    if (identity?.kind === 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a service principal'}
    if (isUp({pods, lease})) return {verdict: 'ok', message: 'The connector got a token'}
    const failure = noAnswer({pods, lease, log}, subject.now)
    if (failure !== undefined && failure.state !== 'refused') {
      return {
        verdict: 'problem',
        message: `${said(failure)}: nothing answered its first request to Azure, which goes to ${address}. This address issues the tokens of managed identities.`,
        remedy: allowAddress(subject),
      }
    }
    if (log === '') return {verdict: 'skipped', message: 'The log of the connector is empty'}
    const failed = log.split('\n').some(line => line.includes(address) && unreachable.test(line))
    if (!failed) return {verdict: 'ok', message: `The log shows no failed connection to ${address}`}
    return {
      verdict: 'problem',
      message: `The log of ${subject.target} shows failed connections to ${address}, the address that issues the tokens of managed identities.`,
      remedy: allowAddress(subject),
    }
  },
})

function allowAddress(connector: ConnectorSubject): Advice {
  const {namespace, clusterOptions} = connector
  return [
    `Allow traffic to ${address} in your NetworkPolicies and with podLinkLocalAccess. To see them:`,
    kubectl`get networkpolicies --namespace ${namespace}`,
    ...(clusterOptions.length === 0 ? [] : [az`aks show ${clusterOptions} --query networkProfile.podLinkLocalAccess`]),
    'Or use a service principal:',
    installAgain(connector, '--service-principal', 'CLIENT_ID', '--client-secret', '@FILE'),
  ]
}

export const azureReachable = connectorRule({
  id: 'azure-reachable',
  explainedBy: ['connector-egress'],
  category: 'azure',
  title: 'The service principal of the connector can reach Azure',
  page: {
    symptom:
      'The pod of the connector is ready for a while, but there is no virtual node, or the node is `NotReady`. Then the pod crashes with `panic: runtime error: invalid memory address or nil pointer dereference` in `client_apis.go`.',
    cause:
      'A service principal gets its tokens from Entra ID. A firewall, a NetworkPolicy or the DNS of the cluster keeps the pod from Entra ID or from Azure Resource Manager. The provider crashes before it logs the error.',
    fix: 'Let the pod of the connector reach `login.microsoftonline.com` and `management.azure.com` (in other clouds, their counterparts) on port 443.',
  },
  needs: ['identity', 'pods', 'lease', 'log'],
  check({namespace, now}, {identity, pods, lease, log}) {
    if (identity?.kind !== 'servicePrincipal') return {verdict: 'skipped', message: 'The connector does not use a service principal'}
    if (isUp({pods, lease})) return {verdict: 'ok', message: 'The connector got a token'}
    const failure = noAnswer({pods, lease, log}, now)
    if (failure === undefined) return {verdict: 'skipped', message: 'The connector is not up for another reason'}
    if (failure.state === 'refused') return {verdict: 'ok', message: 'Entra ID answered the connector'}
    return {
      verdict: 'problem',
      message: `${said(failure)}: neither Entra ID nor Azure Resource Manager answered its first request.`,
      remedy: [
        'Let the pod reach login.microsoftonline.com and management.azure.com on port 443: through your firewall, and in your NetworkPolicies:',
        kubectl`get networkpolicies --namespace ${namespace}`,
      ],
    }
  },
})

export const startToken = connectorRule({
  id: 'start-token',
  category: 'connector',
  title: 'Azure answered the first request of the connector',
  page: {
    symptom:
      'The log ends with `panic: runtime error: invalid memory address or nil pointer dereference` and a stack with `client_apis.go`. Or the pod of the connector is ready, but its node does not exist or is not renewed.',
    cause:
      'When it starts, the connector lists its container groups. If it gets no token for that, or no answer, the provider crashes before it logs the error. Three causes are common: the managed identity is not on the node, the instance metadata service (`169.254.169.254`) is blocked, or the client secret of the service principal is wrong or has expired. A connector that crashes at once was refused. One that waits for minutes got no answer.',
    fix: 'Follow the finding that names the cause. If there is none, the command in the finding tells them apart: it asks for a token as the connector does, and prints the status of the answer.',
  },
  explainedBy: [
    'identity-exists',
    'identity-attached',
    'identity-on-node',
    'secret-accepted',
    'imds-allowed',
    'connector-egress',
    'imds-reachable',
    'azure-reachable',
  ],
  needs: ['identity', 'pods', 'lease', 'log'],
  check(subject, {identity, pods, lease, log}) {
    if (isUp({pods, lease})) return {verdict: 'ok', message: 'The connector is up'}
    const failure = noAnswer({pods, lease, log}, subject.now)
    if (failure === undefined) {
      if (hasNoAnswerPanic(log))
        return {
          verdict: 'problem',
          message: `The log of ${subject.target} shows a crash: the provider got no token, or no answer from Azure. It does not log the reason (panic in client_apis.go).`,
          remedy: possibleCauses(subject, identity),
        }
      return {verdict: 'skipped', message: log === '' ? 'The connector has no log' : 'The log of the connector does not contain this error'}
    }
    return {verdict: 'problem', message: noAnswerText(failure), remedy: possibleCauses(subject, identity, failure.state)}
  },
})

const crashed = 'nothing answered its first request to Azure. The provider does not log the reason (panic in client_apis.go).'
const refused = 'it was refused a token for its first request to Azure. The provider does not log the reason (panic in client_apis.go).'

/** What the cause can still be, and the command that shows which it is. */
function possibleCauses({namespace}: ConnectorSubject, identity: ConnectorIdentity | undefined, state?: NoAnswer['state']): Advice {
  const isManaged = identity?.kind !== 'servicePrincipal'
  const isPrincipal = identity === undefined || !isManaged
  const causes = [
    ...(isManaged && state !== 'waits' && state !== 'unanswered'
      ? ['the identity is not on the node of the pod, or was deleted (400)']
      : []),
    ...(isManaged && state !== 'refused' ? [`${address} is blocked (000)`] : []),
    ...(isPrincipal && state !== 'waits' && state !== 'unanswered' ? ['the client secret is wrong or has expired'] : []),
    ...(isPrincipal && state !== 'refused' ? ['a firewall blocks Entra ID or Azure Resource Manager'] : []),
  ]
  if (!isManaged) return `Possible causes: ${causes.join(', or ')}.`
  const query = `?api-version=2018-02-01&resource=https://management.azure.com/${identity === undefined ? '' : `&client_id=${identity.clientId}`}`
  const url = `http://${address}/metadata/identity/oauth2/token${query}`
  return [
    `Possible causes: ${causes.join(', or ')}. This prints the status of the answer (200: the connector gets a token):`,
    kubectl`run token-test --namespace ${namespace} --image mcr.microsoft.com/azure-cli --restart Never --rm --stdin -- curl -s -m 10 -o /dev/null -w ${'%{http_code}'} -H Metadata:true ${url}`,
  ]
}
