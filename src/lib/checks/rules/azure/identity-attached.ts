import {connectorRule} from '../../connector-values.ts'

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
