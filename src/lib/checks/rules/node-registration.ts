import {connectorRule} from '../facts/connector-values.ts'

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

const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers'

export const nodeExcluded = connectorRule({
  id: 'node-excluded',
  category: 'node',
  title: 'Load balancers leave its node out',
  page: {
    symptom: 'Services of type LoadBalancer stay without an EXTERNAL-IP, because Azure finds no virtual machine of the name of the node.',
    cause: 'A connector older than 1.3.1 registered the node without the label that keeps it out of load balancers.',
    fix: 'Set the label, and install a newer connector: run install-connector.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[excludeLabel] !== undefined) return {verdict: 'ok', message: 'It has the label for that'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${excludeLabel}; new load balancers of the cluster may fail because of it.`,
      remedy: `kubectl label node ${nodeName} ${excludeLabel}=true`,
    }
  },
})

const managedLabel = 'kubernetes.azure.com/managed'

export const nodeRoutes = connectorRule({
  id: 'node-routes',
  category: 'node',
  title: 'The cloud provider makes no routes for its node',
  page: {
    symptom: 'The node has events FailedToCreateRoute, on clusters with kubenet.',
    cause: 'A connector of old registered the node without the label that tells the cloud provider of Azure to leave it alone.',
    fix: 'Set the label, and install a newer connector: run install-connector. The events do no harm.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[managedLabel] === 'false') return {verdict: 'ok', message: 'It has the label for that'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${managedLabel}=false; the cloud provider of Azure takes it for one of its own.`,
      remedy: `kubectl label node ${nodeName} ${managedLabel}=false --overwrite`,
    }
  },
})

/** `v1.25.0-vk-azure-aci-1.6.4`: a constant of azure-aci (v1.19.10 before 1.6), then its own version. */
const pattern = /^(?<kubelet>v[\d.]+)-vk-azure-aci-(?<provider>.+)$/

export const nodeVersion = connectorRule({
  id: 'node-version',
  category: 'node',
  title: 'Its node shows the version of azure-aci',
  page: {
    symptom: 'kubectl get nodes shows v1.25.0-vk-azure-aci-… for the virtual node, whatever version the cluster has.',
    cause:
      'The first part is a constant of the provider and means nothing; what follows vk-azure-aci is the version of the provider. A node that shows something else was registered by another program, or by a connector of 2019.',
    fix: 'Nothing has to be done for the constant. Replace a connector of 2019: run install-connector.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    const version = node?.status?.nodeInfo?.kubeletVersion
    if (version === undefined)
      return {verdict: 'skipped', message: node === undefined ? `There is no node ${nodeName}` : 'It shows no version'}
    const {kubelet, provider} = pattern.exec(version)?.groups ?? {}
    if (provider !== undefined)
      return {verdict: 'ok', message: `Provider ${provider}; ${kubelet} is a constant of it, not a version of Kubernetes`}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} shows the version ${version}, which is not one of azure-aci: an old connector or another program registered it.`,
      remedy: 'Run install-connector for this connector, without --chart-url.',
    }
  },
})
