import {connectorRule} from '../../connector-values.ts'

/** vkctl's own chart, which a release without a receipt may be taken over from. */
const ownChart = 'aci-connector'

export const nameFree = connectorRule({
  id: 'name-free',
  category: 'connector',
  title: 'Nobody else uses the names of the connector',
  page: {
    symptom: 'An install is refused because a release, or a node, of that name is there.',
    cause:
      "Somebody else, another chart or an earlier install in another namespace took the name. Two connectors on one node name delete each other's container groups.",
    fix: 'Choose another --connector-name, give the --namespace of the one that is there to change that one, or remove it first.',
  },
  needs: ['names'],
  preflight: true,
  check({target, namespace, nodeName}, {names: {hasReceipt, sameName, elsewhere, nodeExists}}) {
    const [other] = elsewhere
    if (other !== undefined) {
      return {
        verdict: 'problem',
        message: `The release ${target} (chart ${other.chartName} ${other.chartVersion}) is in the namespace ${other.namespace}; both would register the node ${nodeName}.`,
        remedy: `Give --namespace ${other.namespace} to change that one, or choose another --connector-name.`,
      }
    }
    const ok = {verdict: 'ok', message: `${target} is free or ours`} as const
    if (hasReceipt) return ok
    if (sameName !== undefined && sameName.chartName !== ownChart) {
      return {
        verdict: 'problem',
        message: `The namespace ${namespace} has a release ${target} that vkctl did not install (chart ${sameName.chartName} ${sameName.chartVersion}).`,
        remedy: 'Choose another --connector-name, or remove the other one first.',
      }
    }
    if (sameName === undefined && nodeExists) {
      return {
        verdict: 'problem',
        message: `The node ${nodeName} exists, but no connector that vkctl knows registers it.`,
        remedy: `If nothing needs it any more: kubectl delete node ${nodeName}`,
      }
    }
    return ok
  },
})
