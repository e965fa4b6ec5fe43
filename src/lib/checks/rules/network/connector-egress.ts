import {installWith} from '../../wording/install-again.ts'
import {az} from '../../../printed-commands/printed-command.ts'
import type {Judgement} from '../../engine/rule.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {noAnswer} from '../../facts/first-answer.ts'
import {egressLimits, type Destination, type EgressLimits} from '../../facts/egress-policies.ts'
import {someOf} from '../../wording/some-of.ts'

export const imdsAllowed = connectorRule({
  id: 'imds-allowed',
  category: 'azure',
  title: 'AKS lets pods reach the instance metadata service',
  page: {
    symptom: 'The connector gets no token: its log shows timeouts on `169.254.169.254`, or it crashes at its first request to Azure.',
    cause:
      'A managed identity gets its tokens from the instance metadata service at `169.254.169.254`. The cluster keeps pods from it (`az aks create --enable-imds-restriction`, `podLinkLocalAccess: None`). Azure shows this setting only in preview versions of its API; where it does not, the check is skipped.',
    fix: 'Install the connector with `--service-principal`. Or lift the restriction with `az aks update --disable-imds-restriction` of the extension `aks-preview`, and update the node images afterwards.',
  },
  needs: ['podLinkLocalAccess', 'identity', 'cluster', 'deployments'],
  preflight: true,
  check(connector, {podLinkLocalAccess, identity, cluster: {name, resourceGroup}, deployments: [deployment]}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    if (identity.kind === 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a service principal'}
    if (podLinkLocalAccess === undefined) return {verdict: 'skipped', message: `Azure does not report podLinkLocalAccess of ${name}`}
    if (podLinkLocalAccess.toLowerCase() !== 'none')
      return {verdict: 'ok', message: `podLinkLocalAccess of ${name} is ${podLinkLocalAccess}`}
    if (deployment?.spec?.template?.spec?.hostNetwork === true)
      return {verdict: 'ok', message: 'The pod has the address of its node (hostNetwork)'}
    return {
      verdict: 'problem',
      message: `The cluster ${name} keeps pods from the instance metadata service (podLinkLocalAccess: None). The connector gets no token for its managed identity.`,
      remedy: [
        'Use a service principal:',
        installWith(connector, '--service-principal', 'CLIENT_ID', '--client-secret', '@FILE'),
        'Or lift the restriction, and let the nodes know:',
        az`aks update --resource-group ${resourceGroup} --name ${name} --disable-imds-restriction`,
        az`aks upgrade --resource-group ${resourceGroup} --name ${name} --node-image-only`,
      ],
    }
  },
})

const names: Readonly<Record<Destination, string>> = {
  dns: 'the DNS service (UDP 53)',
  azure: 'Azure (TCP 443)',
  'api-server': 'the API server (TCP 443)',
  imds: 'the instance metadata service (TCP 80 at 169.254.169.254)',
}

export const connectorEgress = connectorRule({
  id: 'connector-egress',
  category: 'network',
  title: 'NetworkPolicies let the connector call Azure and the API server',
  page: {
    symptom: 'The connector crashes or hangs when it starts, and gets no token or no answer from Azure.',
    cause:
      'A NetworkPolicy selects the pod of the connector and limits its egress, as a policy that denies everything by default does. NetworkPolicies have an effect only if something enforces them: on AKS the network policy of the cluster (azure, calico or cilium), or a network plugin of your own. If there is neither, the check only warns. It does not know policies of other kinds, such as CiliumNetworkPolicy.',
    fix: 'Allow the connector to call the DNS service (port 53), any address at port 443, and with a managed identity `169.254.169.254` at port 80. The policies add up, so one more policy for the pod of the connector is enough.',
  },
  needs: ['egressPolicies', 'deployments', 'identity', 'networkPolicyEngine', 'pods', 'lease', 'log'],
  preflight: true,
  check(
    {namespace, now},
    {egressPolicies: {policies, engines}, deployments: [deployment], identity, networkPolicyEngine, ...seen},
  ): Judgement {
    if (deployment === undefined) return {verdict: 'skipped', message: 'The connector has no Deployment'}
    const needed: readonly Destination[] = [
      'dns',
      'azure',
      'api-server',
      ...(identity?.kind === 'servicePrincipal' ? [] : ['imds' as const]),
    ]
    const limits = egressLimits(policies, deployment, needed)
    if (limits === undefined) return {verdict: 'ok', message: 'No NetworkPolicy limits what the connector calls'}
    const which = `The NetworkPolicy ${someOf(limits.policies, 3)}`
    if (limits.blocked.length === 0 && limits.doubtful.length === 0)
      return {verdict: 'ok', message: `${which} lets the connector call what it needs`}
    const engine = networkPolicyEngine ?? engines[0]
    const remedy = allow(deployment.metadata.namespace ?? namespace, limits)
    if (limits.blocked.length === 0) {
      return {
        verdict: 'warning',
        message: `${which} limits what the connector calls. vkctl cannot tell whether it allows ${inWords(limits.doubtful)}.`,
        remedy,
      }
    }
    const what = `${which} keeps the connector from ${inWords(limits.blocked)}.`
    if (engine !== undefined) return {verdict: 'problem', message: `${what} ${engine} enforces it.`, remedy}
    const failure = noAnswer(seen, now)
    if (failure !== undefined && failure.state !== 'refused')
      return {verdict: 'problem', message: `${what} The connector gets no answer, so something seems to enforce it.`, remedy}
    return {
      verdict: 'warning',
      message: `${what} This has an effect only if something in the cluster enforces NetworkPolicies; vkctl found nothing that does.`,
      remedy,
    }
  },
})

function inWords(destinations: readonly Destination[]): string {
  return destinations.map(destination => names[destination]).join(', ')
}

function allow(namespace: string, {blocked, doubtful}: EgressLimits): string {
  const missing = [...blocked, ...doubtful]
  return `Add a NetworkPolicy in the namespace ${namespace} that selects the pod of the connector and allows egress to ${inWords(missing)}.`
}
