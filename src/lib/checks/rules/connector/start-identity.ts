import {startErrorRule} from './start-error.ts'

export const startIdentity = startErrorRule({
  id: 'start-identity',
  title: 'It was given an identity',
  page: {
    symptom: 'The connector crashes with "neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set".',
    cause:
      'It has neither a service principal nor a managed identity: a cluster without a kubelet identity, or a chart that was installed without one.',
    fix: 'Run install-connector again; it uses the identity of the nodes. A cluster that runs with a service principal has none: give --service-principal and --client-secret.',
  },
  pattern: /neither AZURE_CLIENT_ID or VIRTUALNODE_/,
  remedy: 'Run install-connector again, with --service-principal and --client-secret if the nodes of the cluster have no identity.',
})
