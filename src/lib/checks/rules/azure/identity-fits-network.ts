import {connectorRule} from '../../connector-values.ts'

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
