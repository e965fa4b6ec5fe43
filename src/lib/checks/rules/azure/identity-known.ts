import {connectorRule} from '../../connector-values.ts'

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
