import {connectorRule} from '../../connector-values.ts'

export const groupOpen = connectorRule({
  id: 'group-open',
  category: 'azure',
  title: 'The ACI resource group takes new resources',
  page: {
    symptom: 'Pods fail with 403 and a deny assignment in the node resource group (MC_…).',
    cause: 'AKS locks the node resource group: its restriction level is ReadOnly, as always with AKS Automatic.',
    fix: 'Create the container groups in another resource group: install-connector --aci-resource-group GROUP.',
  },
  needs: ['cluster'],
  preflight: true,
  check({aciResourceGroup}, {cluster}) {
    const locked = cluster.nodeResourceGroupLocked && aciResourceGroup.toLowerCase() === cluster.nodeResourceGroup.toLowerCase()
    if (!locked) return {verdict: 'ok', message: `AKS does not lock ${aciResourceGroup}`}
    return {
      verdict: 'problem',
      message: `AKS locks the node resource group ${aciResourceGroup} (restriction level ReadOnly), so no container group can be created in it.`,
      remedy: 'Give another group with --aci-resource-group.',
    }
  },
})
