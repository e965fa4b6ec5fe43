import {connectorRule} from '../../connector-values.ts'

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
