import {installAgain} from '../wording/install-again.ts'
import {kubectl} from '../../printed-commands/printed-command.ts'
import {taintArgument, virtualNodeTaint} from '../../connector/model/deployment-arguments.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {foreignTaints, hasTaint, missingLabels} from '../facts/virtual-node.ts'

export const nodeLabels = connectorRule({
  id: 'node-labels',
  category: 'node',
  title: 'The virtual node has the expected labels and taint',
  page: {
    symptom: 'Pods for the virtual node stay `Pending`, or other pods are placed on it.',
    cause: 'Somebody edited the node, or a very old connector or a connector for the other operating system registered it.',
    fix: 'Set the labels and the taint with `kubectl label` and `kubectl taint`. Pods that run on the node keep running.',
  },
  needs: ['node', 'deployments'],
  check({nodeName, osType}, {node, deployments: [deployment]}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const labels = missingLabels(node, osType)
    const taint = taintArgument(deployment)
    const tainted = hasTaint(node, taint)
    const {key, value = '', effect} = taint ?? virtualNodeTaint
    if (labels.length === 0 && tainted) {
      if (foreignTaints(node, undefined).length > 0) return {verdict: 'ok', message: 'The node has the expected labels and taint'}
      const {key: usual, value: provider, effect: hard} = virtualNodeTaint
      return {
        verdict: 'warning',
        message: `The connector gives its node ${nodeName} no taint that keeps other pods away${taint === undefined ? ' (--disable-taint)' : ` (${key}:${effect})`}. Any pod of the cluster can be placed on it, and costs money in ACI.`,
        remedy: [
          `Let the connector set the taint ${usual}:${hard}, or set it now:`,
          kubectl`taint node ${nodeName} ${usual}=${provider ?? ''}:${hard}`,
        ],
      }
    }
    const missing = [...labels.map(label => `label ${label}`), ...(tainted ? [] : [`taint ${key}:${effect}`])]
    const commands = [
      ...(labels.length === 0 ? [] : [kubectl`label node ${nodeName} --overwrite ${labels}`]),
      ...(tainted ? [] : [kubectl`taint node ${nodeName} ${`${key}=${value}:${effect}`}`]),
    ]
    return {
      verdict: 'problem',
      message: `The node ${nodeName} lacks ${missing.join(', ')}.${tainted ? '' : ' Other pods can be placed on it.'}`,
      remedy: commands,
    }
  },
})

export const nodeTaints = connectorRule({
  id: 'node-taints',
  category: 'node',
  title: 'No other taint keeps pods off the virtual node',
  page: {
    symptom: 'Pods for the virtual node stay `Pending`, although they tolerate the taint of virtual nodes.',
    cause: 'Somebody gave the node another taint.',
    fix: 'Remove the taint with `kubectl taint`, or give your pods a toleration for it.',
  },
  needs: ['node', 'deployments'],
  check({nodeName}, {node, deployments: [deployment]}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const foreign = foreignTaints(node, taintArgument(deployment))
    if (foreign.length === 0) return {verdict: 'ok', message: 'The node has no other taint'}
    return {
      verdict: 'problem',
      message: `The node ${nodeName} also has the taint ${foreign.join(', ')}. Pods that do not tolerate it are not placed on the node.`,
      remedy: kubectl`taint node ${nodeName} ${foreign.map(taint => `${taint}-`)}`,
    }
  },
})

const excludeLabel = 'node.kubernetes.io/exclude-from-external-load-balancers'

export const nodeExcluded = connectorRule({
  id: 'node-excluded',
  category: 'node',
  title: 'The virtual node is excluded from load balancers',
  page: {
    symptom: 'Services of type `LoadBalancer` get no `EXTERNAL-IP`, because Azure finds no virtual machine with the name of the node.',
    cause: 'A connector older than 1.3.1 registered the node. It does not set the label that excludes the node from load balancers.',
    fix: 'Set the label, and install a newer connector with `vkctl install-connector`.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[excludeLabel] !== undefined) return {verdict: 'ok', message: `The node has the label ${excludeLabel}`}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${excludeLabel}. New load balancers of the cluster can fail.`,
      remedy: kubectl`label node ${nodeName} ${excludeLabel}=true`,
    }
  },
})

const managedLabel = 'kubernetes.azure.com/managed'

export const nodeRoutes = connectorRule({
  id: 'node-routes',
  category: 'node',
  title: 'The cloud provider creates no routes for the virtual node',
  page: {
    symptom: 'In a cluster with kubenet, the node has `FailedToCreateRoute` events.',
    cause: 'An old connector registered the node. It does not set the label that tells the Azure cloud provider to ignore the node.',
    fix: 'Set the label, and install a newer connector with `vkctl install-connector`. The events are harmless.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.metadata.labels?.[managedLabel] === 'false') return {verdict: 'ok', message: `The node has the label ${managedLabel}=false`}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} lacks the label ${managedLabel}=false. The Azure cloud provider creates routes for it.`,
      remedy: kubectl`label node ${nodeName} ${managedLabel}=false --overwrite`,
    }
  },
})

/** `v1.25.0-vk-azure-aci-1.6.4`: a constant in azure-aci (v1.19.10 before 1.6), then the version of azure-aci. */
const pattern = /^(?<kubelet>v[\d.]+)-vk-azure-aci-(?<provider>.+)$/

export const nodeVersion = connectorRule({
  id: 'node-version',
  category: 'node',
  title: 'The virtual node shows an azure-aci version',
  page: {
    symptom: '`kubectl get nodes` shows `v1.25.0-vk-azure-aci-…` for the virtual node, whatever the version of the cluster is.',
    cause:
      'The first part is a constant in the provider and has no meaning. The text after `vk-azure-aci` is the version of the provider. A node with another version was registered by another program or by a connector of 2019.',
    fix: 'Ignore the constant. Replace a connector of 2019 with `vkctl install-connector`.',
  },
  needs: ['node'],
  check(connector, {node}) {
    const {nodeName} = connector
    const version = node?.status?.nodeInfo?.kubeletVersion
    if (version === undefined)
      return {verdict: 'skipped', message: node === undefined ? `There is no node ${nodeName}` : 'The node shows no version'}
    const {kubelet, provider} = pattern.exec(version)?.groups ?? {}
    if (provider !== undefined)
      return {verdict: 'ok', message: `azure-aci ${provider}; ${kubelet} is a constant, not a version of Kubernetes`}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} shows the version ${version}, which is not an azure-aci version. An old connector or another program registered it.`,
      remedy: installAgain(connector, '--reset', 'chart-url'),
    }
  },
})
