import {installAgain} from '../../wording/install-again.ts'
import {az} from '../../../printed-commands/printed-command.ts'
import {sameId} from '../../../azure/resources/ids.ts'
import {connectorRule} from '../../facts/connector-values.ts'
import {isLive} from '../../facts/pod-state.ts'
import {identityNames} from './identity.ts'

// The managed identity of a connector, and whether the nodes issue its tokens.

export const identityAttached = connectorRule({
  id: 'identity-attached',
  category: 'azure',
  title: "The nodes have the connector's managed identity",
  page: {
    symptom: 'The connector gets no token, and crashes: see [start-token](#start-token). With a subnet, its log says `Identity not found`.',
    cause:
      'The connector gets its tokens from the node that it runs on. A node issues tokens only for identities that are assigned to its scale set.',
    fix: 'Use the identity of the nodes, which is the default, or assign your identity to every scale set of the cluster with `az vmss identity assign`.',
  },
  needs: ['cluster', 'identity', 'nodeIdentities'],
  preflight: true,
  check(connector, {cluster: {nodeResourceGroup}, identity, nodeIdentities}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {kind, clientId} = identity
    if (kind === 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a service principal'}
    if (nodeIdentities.some(one => sameId(one.clientId, clientId))) {
      return {verdict: 'ok', message: `A scale set in ${nodeResourceGroup} has the identity ${clientId}`}
    }
    const remedy =
      kind === 'kubelet'
        ? ['This uses the current identity of the nodes:', installAgain(connector)]
        : az`vmss identity assign --resource-group ${nodeResourceGroup} --name SCALE_SET --identities IDENTITY_ID`
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

export const identityExists = connectorRule({
  id: 'identity-exists',
  category: 'azure',
  title: "The connector's managed identity exists",
  page: {
    symptom: 'The connector gets no token, and crashes, although its scale set has the identity.',
    cause: 'Somebody deleted the managed identity. Azure keeps the entry in the scale sets of the nodes.',
    fix: 'Create an identity, assign it to the scale sets of the nodes, and install the connector with `--assign-identity`. If it was the identity of the nodes, create a new one and set it with `az aks update --assign-kubelet-identity`; then run `vkctl install-connector` again.',
  },
  needs: ['identity', 'identityState', 'nodeIdentities'],
  check(connector, {identity, identityState, nodeIdentities}) {
    const {clusterOptions} = connector
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {kind, clientId} = identity
    if (kind === 'servicePrincipal') return {verdict: 'skipped', message: 'The connector uses a service principal'}
    if (identityState === 'not-read') return {verdict: 'skipped', message: 'Azure does not show the identity'}
    const id = nodeIdentities.find(one => sameId(one.clientId, clientId))?.id ?? clientId
    if (identityState === 'exists') return {verdict: 'ok', message: id}
    return {
      verdict: 'problem',
      message: `Somebody deleted the ${identityNames[kind]} of the connector: ${id} (client id ${clientId}) does not exist any more. The connector gets no token.`,
      remedy:
        kind === 'kubelet'
          ? [
              'Give the nodes a new identity, and let the connector use it:',
              az`aks update ${clusterOptions} --assign-kubelet-identity IDENTITY_ID`,
              installAgain(connector),
            ]
          : [
              'Create an identity, assign it to each scale set of the nodes, and give it to the connector:',
              az`identity create --resource-group GROUP --name NAME`,
              az`vmss identity assign --resource-group NODE_RESOURCE_GROUP --name SCALE_SET --identities IDENTITY_ID`,
              installAgain(connector, '--assign-identity', 'IDENTITY_ID', '--assign-role'),
            ],
    }
  },
})

/** The scale set of a node: its name without the number of the machine, `aks-nodepool1-12345678-vmss` of `…-vmss00000a`. */
const machine = /-vmss(?<number>[0-9a-z]{6})$/

export const identityOnNode = connectorRule({
  id: 'identity-on-node',
  category: 'azure',
  title: "The node of the connector's pod has its managed identity",
  page: {
    symptom: 'The connector works on some nodes of the cluster, and crashes at once on others.',
    cause: 'The identity is assigned to some scale sets of the cluster only, and the pod runs on a node of another one.',
    fix: 'Assign the identity to every scale set of the node resource group with `az vmss identity assign`.',
  },
  needs: ['cluster', 'identity', 'nodeIdentities', 'pods'],
  after: ['identity-attached'],
  check({clusterOptions}, {cluster: {nodeResourceGroup}, identity, nodeIdentities, pods}) {
    if (identity === undefined) return {verdict: 'skipped', message: 'The identity of this connector is not recorded'}
    const {kind, clientId} = identity
    const own = nodeIdentities.filter(one => sameId(one.clientId, clientId))
    const node = pods.filter(isLive).flatMap(({spec}) => spec?.nodeName ?? [])[0]
    const number = machine.exec(node ?? '')?.groups?.['number']
    if (node === undefined || number === undefined)
      return {verdict: 'skipped', message: 'The connector has no pod on a node of a scale set'}
    const scaleSet = node.slice(0, -number.length)
    if (own.some(one => sameId(one.scaleSet, scaleSet))) return {verdict: 'ok', message: `${scaleSet} has the identity ${clientId}`}
    return {
      verdict: 'problem',
      message: `The pod of the connector runs on ${node}, and the scale set ${scaleSet} does not have its managed identity (client id ${clientId}). The connector gets no token there.`,
      remedy: [
        ...(own.length > 0 || kind === 'userAssigned'
          ? []
          : [az`aks show ${clusterOptions} --query identityProfile.kubeletidentity.resourceId --output tsv`]),
        az`vmss identity assign --resource-group ${nodeResourceGroup} --name ${scaleSet} --identities ${own[0]?.id ?? 'IDENTITY_ID'}`,
      ],
    }
  },
})
