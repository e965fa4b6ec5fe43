import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'

const taintKey = 'virtual-kubelet.io/provider'

/** Samples and charts out there select by these (azure-aci v1.6.4, pkg/provider/vk_node.go). */
function expectedLabels(osType: string): Readonly<Record<string, string>> {
  return {
    type: 'virtual-kubelet',
    'kubernetes.io/role': 'agent',
    'kubernetes.io/os': osType.toLowerCase(),
    'beta.kubernetes.io/os': osType.toLowerCase(),
  }
}

export const nodeLabels: Rule<ConnectorFacts> = {
  id: 'node-labels',
  title: 'Its node has the labels and the taint that pods select',
  check({node, nodeName, osType, release: target}) {
    if (!node.known) return {verdict: 'unknown', message: node.reason, remedy: '', target}
    if (node.value === undefined) return {verdict: 'unknown', message: `Node ${nodeName} does not exist.`, remedy: '', target}
    const labels = node.value.metadata.labels ?? {}
    const wrong = Object.entries(expectedLabels(osType))
      .filter(([key, value]) => labels[key] !== value)
      .map(([key, value]) => `${key}=${value}`)
    const tainted = node.value.spec?.taints?.some(({key, effect}) => key === taintKey && effect === 'NoSchedule') === true
    if (wrong.length === 0 && tainted) return {verdict: 'ok', message: 'Labels and taint are as they should be', remedy: '', target}
    const missing = [...wrong.map(label => `label ${label}`), ...(tainted ? [] : [`taint ${taintKey}:NoSchedule`])]
    return {
      verdict: wrong.length > 0 ? 'problem' : 'warning',
      message: `Node ${nodeName} lacks ${missing.join(', ')}${tainted ? '' : '; ordinary pods may be placed on it'}.`,
      remedy: `Delete the node (kubectl delete node ${nodeName}) and restart the connector; it registers the node again.`,
      target,
    }
  },
}
