import type {Release} from '../../helm/releases.ts'
import type {Rule} from '../finding.ts'

/** What already bears the names that a connector is about to take. */
export interface NameFacts {
  readonly release: string
  readonly namespace: string
  readonly nodeName: string
  /** Whether vkctl installed a connector of this name in this namespace. */
  readonly hasReceipt: boolean
  /** The Helm release of this name in this namespace. */
  readonly sameName: Release | undefined
  /** Helm releases of this name in other namespaces. */
  readonly elsewhere: readonly Release[]
  readonly nodeExists: boolean
}

/** vkctl's own chart, which a release without a receipt may be taken over from. */
const ownChart = 'aci-connector'

export const nameFree: Rule<NameFacts> = {
  id: 'name-free',
  title: 'Nobody else uses the names of the connector',
  check({release: target, namespace, nodeName, hasReceipt, sameName, elsewhere, nodeExists}) {
    const ok = {verdict: 'ok', message: `${target} is free or ours`, remedy: '', target} as const
    const remedy = 'Choose another --connector-name, or remove the other one first.'
    const [other] = elsewhere
    if (other !== undefined) {
      return {
        verdict: 'problem',
        message: `The release ${target} (chart ${other.chartName} ${other.chartVersion}) is in the namespace ${other.namespace}; both would register the node ${nodeName}.`,
        remedy: `Give --namespace ${other.namespace} to change that one, or choose another --connector-name.`,
        target,
      }
    }
    if (hasReceipt) return ok
    if (sameName !== undefined && sameName.chartName !== ownChart) {
      return {
        verdict: 'problem',
        message: `The namespace ${namespace} has a release ${target} that vkctl did not install (chart ${sameName.chartName} ${sameName.chartVersion}).`,
        remedy,
        target,
      }
    }
    if (sameName === undefined && nodeExists) {
      return {
        verdict: 'problem',
        message: `The node ${nodeName} exists, but no connector that vkctl knows registers it.`,
        remedy: `If nothing needs it any more: kubectl delete node ${nodeName}`,
        target,
      }
    }
    return ok
  },
}
