import {connectorRule} from '../facts/connector-values.ts'

/** What the provider ends with (azure-aci v1.6.4, pkg/auth/auth_config.go). */
const fatal = 'neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID'

export const identityKnown = connectorRule({
  id: 'identity-known',
  category: 'azure',
  title: 'It is known as whom the connector calls Azure',
  page: {
    symptom: `The pod of the connector ends at its start with ${fatal} is being set.`,
    cause: 'Neither a service principal nor a managed identity is in the configuration of the connector. vkctl always writes one.',
    fix: 'Run install-connector again. It uses the identity of the nodes, or what --service-principal names.',
  },
  needs: ['identity', 'credentials', 'log'],
  check({target}, {identity, credentials, log}) {
    const remedy = 'Run install-connector with the same arguments again; it writes the identity.'
    if (log.includes(fatal))
      return {verdict: 'problem', message: `The provider of ${target} found no identity and ended at its start.`, remedy}
    if (identity !== undefined) return {verdict: 'ok', message: `${identity.kind} ${identity.clientId}`}
    if (credentials !== undefined) {
      return {
        verdict: 'problem',
        message: `The Secret of ${target} names no identity; the provider ends at its start without one.`,
        remedy,
      }
    }
    return {
      verdict: 'warning',
      message: `Neither a receipt nor a Secret of vkctl tells as whom ${target} calls Azure, so its rights cannot be checked.`,
      remedy: 'Install it with vkctl install-connector to have it checked.',
    }
  },
})

export const identityAttached = connectorRule({
  id: 'identity-attached',
  category: 'azure',
  title: 'The nodes have the managed identity of the connector',
  page: {
    symptom: 'The log of the connector says Identity not found, and it gets no token.',
    cause:
      'The connector gets its tokens from the node that it runs on, and a node hands out only tokens of identities that its scale set has.',
    fix: 'Use the identity of the nodes, which is the default, or attach the other one to every scale set of the cluster with az vmss identity assign.',
  },
  needs: ['cluster', 'identity', 'nodeIdentities'],
  preflight: true,
  check(_, {cluster: {nodeResourceGroup}, identity, nodeIdentities}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    const {kind, clientId} = identity
    if (kind === 'servicePrincipal') return {verdict: 'skipped', message: 'It uses a service principal'}
    if (nodeIdentities.some(id => id.toLowerCase() === clientId.toLowerCase())) {
      return {verdict: 'ok', message: `A scale set of ${nodeResourceGroup} has ${clientId}`}
    }
    const remedy =
      kind === 'kubelet'
        ? 'Run install-connector with the same arguments again; it takes the identity that the nodes have now.'
        : `az vmss identity assign --resource-group ${nodeResourceGroup} --name SCALE_SET --identities IDENTITY_ID`
    if (nodeIdentities.length === 0) {
      // Node pools of single virtual machines have no scale set either.
      return {
        verdict: 'warning',
        message: `No scale set of ${nodeResourceGroup} has a managed identity; whether the nodes have ${clientId} is not to be seen.`,
        remedy,
      }
    }
    return {
      verdict: 'problem',
      message: `No scale set of ${nodeResourceGroup} has the managed identity of the connector (client id ${clientId}); it gets no token.`,
      remedy,
    }
  },
})

export const secretAccepted = connectorRule({
  id: 'secret-accepted',
  category: 'azure',
  title: 'Entra ID accepts the service principal of the connector',
  page: {
    symptom: 'The log of the connector shows AADSTS7000215 or AADSTS7000222, and pods fail with 401.',
    cause: 'The client secret is wrong or has expired, or the service principal was deleted.',
    fix: 'Make a new secret with az ad app credential reset and give it to install-connector with --client-secret @FILE.',
  },
  needs: ['identity', 'refusedSignIn'],
  check(_, {identity, refusedSignIn}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    if (identity.kind !== 'servicePrincipal') return {verdict: 'skipped', message: 'It uses a managed identity'}
    if (refusedSignIn === undefined) return {verdict: 'ok', message: `Entra ID accepts ${identity.clientId}`}
    return {
      verdict: 'problem',
      message: `Entra ID refuses the service principal ${identity.clientId}: ${refusedSignIn.replace(/[.\s]+$/, '')}.`,
      remedy: `Give a new secret: vkctl install-connector --service-principal ${identity.clientId} --client-secret @FILE`,
    }
  },
})

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

/** Letter case matters; the provider panics with any other (azure-aci v1.6.4, pkg/auth). */
const clouds = ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud']

export const cloudKnown = connectorRule({
  id: 'cloud-known',
  category: 'azure',
  title: 'The provider knows the cloud',
  page: {
    symptom: 'The pod of the connector panics at its start with cloud config does not exist.',
    cause: `The cloud in its azure.json is none of ${clouds.join(', ')}, written exactly so.`,
    fix: 'Run install-connector again, which writes azure.json anew.',
  },
  needs: ['credentials'],
  check({target}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'It has no Secret of vkctl'}
    const {cloud} = credentials
    if (clouds.includes(cloud)) return {verdict: 'ok', message: cloud}
    return {
      verdict: 'problem',
      message: `The Secret of ${target} names ${cloud === '' ? 'no cloud' : `the cloud ${cloud}`}; the provider knows only ${clouds.join(', ')}.`,
      remedy: 'Run install-connector with the same arguments again; it writes azure.json anew.',
    }
  },
})

export const identityFitsNetwork = connectorRule({
  id: 'identity-fits-network',
  category: 'azure',
  title: 'Its identity works with its virtual network in this cloud',
  page: {
    symptom: 'In Azure Government, pods of a connector with a subnet fail, while those without one work.',
    cause: 'ACI in Azure Government does not allow a managed identity together with a virtual network.',
    fix: 'Install the connector with --service-principal, or without a subnet.',
  },
  needs: ['identity', 'network'],
  preflight: true,
  check({cloud}, {identity, network}) {
    if (network === undefined) return {verdict: 'skipped', message: 'It uses no virtual network'}
    if (identity === undefined) return {verdict: 'skipped', message: 'Nobody wrote down as whom this connector calls Azure'}
    if (cloud !== 'AzureUSGovernment' || identity.kind === 'servicePrincipal') {
      return {verdict: 'ok', message: `${identity.kind} with ${network.subnetName} in ${cloud}`}
    }
    return {
      verdict: 'problem',
      message: `ACI in ${cloud} does not allow the managed identity ${identity.clientId} together with the subnet ${network.subnetName}.`,
      remedy: 'Give --service-principal and --client-secret.',
    }
  },
})
