import {connectorRule} from '../../connector-values.ts'

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

export const nodeLabels = connectorRule({
  id: 'node-labels',
  category: 'node',
  title: 'Its node has the labels and the taint that pods select',
  page: {
    symptom: 'Pods that should go to the virtual node stay Pending, or ordinary pods are placed on it.',
    cause: 'The node was registered by a very old connector or by one for the other OS, or somebody edited it.',
    fix: 'Delete the node and restart the connector, which registers it again as it should be.',
  },
  needs: ['node'],
  check({nodeName, osType}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const labels = node.metadata.labels ?? {}
    const wrong = Object.entries(expectedLabels(osType))
      .filter(([key, value]) => labels[key] !== value)
      .map(([key, value]) => `${key}=${value}`)
    const tainted = node.spec?.taints?.some(({key, effect}) => key === taintKey && effect === 'NoSchedule') === true
    if (wrong.length === 0 && tainted) return {verdict: 'ok', message: 'Labels and taint are as they should be'}
    const missing = [...wrong.map(label => `label ${label}`), ...(tainted ? [] : [`taint ${taintKey}:NoSchedule`])]
    return {
      verdict: wrong.length > 0 ? 'problem' : 'warning',
      message: `Node ${nodeName} lacks ${missing.join(', ')}${tainted ? '' : '; ordinary pods may be placed on it'}.`,
      remedy: `Delete the node (kubectl delete node ${nodeName}) and restart the connector; it registers the node again.`,
    }
  },
})
