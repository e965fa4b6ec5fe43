import type {Cluster} from '../../azure/azure.ts'
import type {Rule} from '../finding.ts'

export const groupOpen: Rule<{readonly cluster: Cluster; readonly aciResourceGroup: string}> = {
  id: 'group-open',
  title: 'The ACI resource group takes new resources',
  check({cluster, aciResourceGroup: target}) {
    const locked = cluster.nodeResourceGroupLocked && target.toLowerCase() === cluster.nodeResourceGroup.toLowerCase()
    if (!locked) return {verdict: 'ok', message: 'AKS does not lock it', remedy: '', target}
    return {
      verdict: 'problem',
      message: `AKS locks the node resource group ${target} (restriction level ReadOnly), so no container group can be created in it.`,
      remedy: 'Give another group with --aci-resource-group.',
      target,
    }
  },
}
