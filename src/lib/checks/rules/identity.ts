import {commandLine} from '../../command-line.ts'
import {connectorRule} from '../facts/connector-values.ts'

/** How findings call the identities. */
const names = {kubelet: 'kubelet identity', userAssigned: 'managed identity', servicePrincipal: 'service principal'} as const

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
  needs: ['identity', 'credentials', 'log'],
  check({target}, {identity, credentials, log}) {
    const remedy = 'Run vkctl install-connector again with the same arguments. It records the identity.'
    if (log.includes(fatal))
      return {verdict: 'problem', message: `The connector ${target} stopped because no identity is configured.`, remedy}
    if (identity !== undefined) return {verdict: 'ok', message: `${names[identity.kind]} ${identity.clientId}`}
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
      remedy: 'Run vkctl install-connector for this connector.',
    }
  },
})

export const identityAttached = connectorRule({
  id: 'identity-attached',
  category: 'azure',
  title: "The nodes have the connector's managed identity",
  page: {
    symptom: 'The log of the connector says `Identity not found`. The connector gets no token.',
    cause:
      'The connector gets its tokens from the node that it runs on. A node issues tokens only for identities that are assigned to its scale set.',
    fix: 'Use the identity of the nodes, which is the default, or assign your identity to every scale set of the cluster with `az vmss identity assign`.',
  },
  needs: ['cluster', 'identity', 'nodeIdentities'],
  preflight: true,
  check(_, {cluster: {nodeResourceGroup}, identity, nodeIdentities}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {kind, clientId} = identity
    if (kind === 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a service principal'}
    if (nodeIdentities.some(id => id.toLowerCase() === clientId.toLowerCase())) {
      return {verdict: 'ok', message: `A scale set in ${nodeResourceGroup} has the identity ${clientId}`}
    }
    const remedy =
      kind === 'kubelet'
        ? 'Run vkctl install-connector again with the same arguments. It uses the current identity of the nodes.'
        : commandLine`az vmss identity assign --resource-group ${nodeResourceGroup} --name SCALE_SET --identities IDENTITY_ID`
    if (nodeIdentities.length === 0) {
      // Node pools of type VirtualMachines have no scale set, so this may not be a problem.
      return {
        verdict: 'warning',
        message: `No scale set in ${nodeResourceGroup} has a managed identity, so vkctl cannot check whether the nodes have the identity of the connector (client id ${clientId}).`,
        remedy,
      }
    }
    return {
      verdict: 'problem',
      message: `No scale set in ${nodeResourceGroup} has the managed identity of the connector (client id ${clientId}). The connector gets no token.`,
      remedy,
    }
  },
})

export const secretAccepted = connectorRule({
  id: 'secret-accepted',
  category: 'azure',
  title: "Entra ID accepts the connector's client secret",
  page: {
    symptom: 'The log of the connector shows `AADSTS7000215` or `AADSTS7000222`, and pods fail with status 401.',
    cause: 'The client secret is wrong or has expired, or the service principal was deleted.',
    fix: 'Create a new secret with `az ad app credential reset` and pass it to `vkctl install-connector --client-secret @FILE`.',
  },
  needs: ['identity', 'refusedSignIn'],
  check(_, {identity, refusedSignIn}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    if (identity.kind !== 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a managed identity'}
    if (refusedSignIn === undefined) return {verdict: 'ok', message: `Entra ID accepts the service principal ${identity.clientId}`}
    return {
      verdict: 'problem',
      message: `Entra ID rejects the service principal ${identity.clientId}: ${refusedSignIn.replace(/[.\s]+$/, '')}.`,
      remedy: commandLine`Create a secret with az ad app credential reset --id ${identity.clientId}, and pass it on: vkctl install-connector --service-principal ${identity.clientId} --client-secret @FILE`,
    }
  },
})

/** The Azure Instance Metadata Service, which issues the tokens of managed identities. */
const address = '169.254.169.254'
const unreachable = /time(d |-)?out|deadline exceeded|connection refused|no route to host|unreachable/i

export const imdsReachable = connectorRule({
  id: 'imds-reachable',
  category: 'azure',
  title: 'The connector can reach the instance metadata service',
  page: {
    symptom: 'The log of the connector shows timeouts on `169.254.169.254`.',
    cause:
      'A managed identity gets its tokens from `169.254.169.254`. A NetworkPolicy blocks this address, or `podLinkLocalAccess` of the cluster or node pool is `None`.',
    fix: 'Let the pod of the connector reach `169.254.169.254`, or install the connector with `--service-principal`.',
  },
  needs: ['log'],
  check({target}, {log}) {
    if (log === '') return {verdict: 'skipped', message: 'The log of the connector is empty'}
    const failed = log.split('\n').some(line => line.includes(address) && unreachable.test(line))
    if (!failed) return {verdict: 'ok', message: `The log shows no failed connection to ${address}`}
    return {
      verdict: 'problem',
      message: `The log of ${target} shows failed connections to ${address}, the address that issues the tokens of managed identities.`,
      remedy: `Allow traffic to ${address} in your NetworkPolicies and with podLinkLocalAccess, or run vkctl install-connector with --service-principal.`,
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
  check({target}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'The connector has no Secret of vkctl'}
    const {cloud} = credentials
    if (clouds.includes(cloud)) return {verdict: 'ok', message: cloud}
    return {
      verdict: 'problem',
      message: `The Secret of ${target} names ${cloud === '' ? 'no cloud' : `the cloud ${cloud}`}. The provider supports only ${clouds.join(', ')}.`,
      remedy: 'Run vkctl install-connector again with the same arguments. It writes a new azure.json.',
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
  check({cloud}, {identity, network}) {
    if (network === undefined) return {verdict: 'skipped', message: 'The connector uses no subnet'}
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    if (cloud !== 'AzureUSGovernment' || identity.kind === 'servicePrincipal') {
      return {verdict: 'ok', message: `${names[identity.kind]} and the subnet ${network.subnetName} in ${cloud}`}
    }
    return {
      verdict: 'problem',
      message: `ACI in ${cloud} does not support the managed identity ${identity.clientId} together with the subnet ${network.subnetName}.`,
      remedy: 'Run vkctl install-connector with --service-principal and --client-secret, or without a subnet.',
    }
  },
})
