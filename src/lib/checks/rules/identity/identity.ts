import {az} from '../../../printed-commands/printed-command.ts'
import {installAgain, installWith} from '../../wording/install-again.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {isReady} from '../../facts/pod-state.ts'

/** How findings call the identities. */
export const identityNames = {kubelet: 'kubelet identity', userAssigned: 'managed identity', servicePrincipal: 'service principal'} as const

/** The provider logs this and stops if it has no identity (azure-aci v1.6.4, pkg/auth/auth_config.go). */
const fatal = 'neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID'

export const identityKnown = connectorRule({
  id: 'identity-known',
  explainedBy: ['namespace-stays'],
  category: 'azure',
  title: "The connector's identity is recorded",
  page: {
    symptom: 'The pod of the connector crashes with `neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set`.',
    cause: 'The configuration of the connector names neither a service principal nor a managed identity. `vkctl` always records one.',
    fix: 'Run `vkctl install-connector` again. It records the identity of the nodes, or the service principal that you pass with `--service-principal`.',
  },
  needs: ['identity', 'credentials', 'log', 'pods'],
  check(connector, {identity, credentials, log, pods}) {
    const {target} = connector
    const remedy = ['This records the identity:', installAgain(connector)]
    if (log.includes(fatal) && !pods.some(isReady))
      return {verdict: 'problem', message: `The connector ${target} stopped because no identity is configured.`, remedy}
    if (identity !== undefined) return {verdict: 'ok', message: `${identityNames[identity.kind]} ${identity.clientId}`}
    if (credentials !== undefined) {
      return {
        verdict: 'problem',
        message: `The Secret of ${target} names no identity. The connector cannot start without one.`,
        remedy,
      }
    }
    return {
      verdict: 'warning',
      message: `The identity of ${target} is not recorded, so its permissions cannot be checked.`,
      remedy,
    }
  },
})

export const secretAccepted = connectorRule({
  id: 'secret-accepted',
  category: 'azure',
  title: "Entra ID accepts the connector's client secret",
  page: {
    symptom:
      'The connector gets no token, and crashes: see [start-token](#start-token). With a subnet, its log shows `AADSTS7000215` or `AADSTS7000222`.',
    cause: 'The client secret is wrong or has expired, or the service principal was deleted.',
    fix: 'Create a new secret with `az ad app credential reset` and pass it to `vkctl install-connector --client-secret @FILE`.',
  },
  needs: ['identity', 'refusedSignIn'],
  check(connector, {identity, refusedSignIn}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    if (identity.kind !== 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a managed identity'}
    if (refusedSignIn === undefined) return {verdict: 'ok', message: `Entra ID accepts the service principal ${identity.clientId}`}
    return {
      verdict: 'problem',
      message: `Entra ID rejects the service principal ${identity.clientId}: ${refusedSignIn.replace(/[.\s]+$/, '')}.`,
      remedy: [
        'Create a new secret, and give it to the connector:',
        az`ad app credential reset --id ${identity.clientId}`,
        installWith(connector, '--service-principal', identity.clientId, '--client-secret', '@FILE'),
      ],
    }
  },
})

/** The values of `cloud` in azure.json. Case matters: the provider panics with any other value (azure-aci v1.6.4, pkg/auth). */
const clouds = ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud']

export const cloudKnown = connectorRule({
  id: 'cloud-known',
  category: 'azure',
  title: 'The provider supports the Azure cloud',
  page: {
    symptom: 'The pod of the connector crashes with `cloud config does not exist`.',
    cause:
      'The `cloud` in `azure.json` must be `AzurePublicCloud`, `AzureUSGovernmentCloud` or `AzureChinaCloud`. Upper and lower case matter.',
    fix: 'Run `vkctl install-connector` again. It writes a new `azure.json`.',
  },
  needs: ['credentials'],
  check(connector, {credentials}) {
    const {target} = connector
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    const {cloud} = credentials
    if (clouds.includes(cloud)) return {verdict: 'ok', message: cloud}
    return {
      verdict: 'problem',
      message: `The Secret of ${target} names ${cloud === '' ? 'no cloud' : `the cloud ${cloud}`}. The provider supports only ${clouds.join(', ')}.`,
      remedy: ['This writes a new azure.json:', installAgain(connector)],
    }
  },
})

export const identityFitsNetwork = connectorRule({
  id: 'identity-fits-network',
  category: 'azure',
  title: "The connector's identity works with a virtual network in this cloud",
  page: {
    symptom: 'In Azure Government, pods of a connector with a subnet fail. Pods of a connector without a subnet work.',
    cause: 'ACI in Azure Government does not support a managed identity together with a virtual network.',
    fix: 'Install the connector with `--service-principal`, or without a subnet.',
  },
  needs: ['identity', 'network'],
  preflight: true,
  check(connector, {identity, network}) {
    const {cloud} = connector
    if (network === undefined) return {verdict: 'skipped', message: 'The connector uses no subnet'}
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    if (cloud !== 'AzureUSGovernment' || identity.kind === 'servicePrincipal') {
      return {verdict: 'ok', message: `${identityNames[identity.kind]} and the subnet ${network.subnetName} in ${cloud}`}
    }
    return {
      verdict: 'problem',
      message: `ACI in ${cloud} does not support the managed identity ${identity.clientId} together with the subnet ${network.subnetName}.`,
      remedy: [
        'Use a service principal, or no subnet:',
        installWith(connector, '--service-principal', 'CLIENT_ID', '--client-secret', '@FILE'),
      ],
    }
  },
})
