import {podErrorRule} from './pod-error.ts'

export const podNotDenied = podErrorRule({
  id: 'pod-not-denied',
  title: 'No deny assignment keeps container groups out',
  page: {
    symptom: 'Pods are ProviderFailed; their status has a 403 and tells of a deny assignment.',
    cause:
      'AKS locks the node resource group (restriction level ReadOnly, as always with AKS Automatic), or somebody else denies changes in the group. A role does not help against that.',
    fix: 'Let the connector use another group: run install-connector with --aci-resource-group GROUP and --assign-role.',
  },
  remedy: 'Run install-connector with --aci-resource-group GROUP --assign-role, with a group that is not locked.',
})
