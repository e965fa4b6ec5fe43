import {connectorRule} from '../facts/connector-values.ts'
import {isLive} from '../facts/pod-state.ts'

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

export const nodeNameUnique = connectorRule({
  id: 'node-name-unique',
  category: 'connector',
  title: 'No other connector registers the same node',
  page: {
    symptom: 'Pods disappear, their container groups are deleted while they run, the address of the node changes back and forth.',
    cause: 'Two connectors of this cluster use one node name; each takes the container groups of the other for leftovers.',
    fix: 'Remove one of them: vkctl remove-connector, or helm uninstall for one that vkctl does not know.',
  },
  needs: ['deployments', 'rivals'],
  check({nodeName}, {rivals}) {
    if (rivals.length === 0) return {verdict: 'ok', message: `Only it registers ${nodeName}`}
    return {
      verdict: 'problem',
      message: `${rivals.join(', ')} registers ${nodeName} too; they delete each other's container groups.`,
      remedy: 'Remove one of them.',
    }
  },
})

export const singlePod = connectorRule({
  id: 'single-pod',
  category: 'connector',
  title: 'It runs in one pod only',
  page: {
    symptom: 'Two pods run the same connector; the address of the node changes, container groups are made twice or deleted.',
    cause:
      'Somebody scaled the Deployment, or its chart replaces pods by starting the new one first. Connectors do not elect a leader: each does all the work.',
    fix: 'Scale the Deployment to one replica. The chart of vkctl ends the old pod before it starts the new one.',
  },
  needs: ['pods', 'deployments'],
  check({nodeName}, {pods, deployments: [deployment]}) {
    const live = pods.filter(isLive)
    if (live.length < 2) return {verdict: 'ok', message: live.length === 0 ? 'It has no pod' : 'It has one pod'}
    const {name, namespace = 'default'} = deployment?.metadata ?? {}
    const names = live.map(({metadata}) => metadata.name).join(', ')
    return {
      verdict: 'problem',
      message: `${live.length} pods register the node ${nodeName} and handle its pods: ${names}.`,
      ...(name !== undefined && {remedy: `kubectl scale deployment ${name} --replicas 1 --namespace ${namespace}`}),
    }
  },
})

export const addonApart = connectorRule({
  id: 'addon-apart',
  category: 'azure',
  title: "AKS's own virtual node add-on is not in its way",
  page: {
    symptom: 'Pods for the connector run on virtual-node-aci-linux, the node of the add-on, or the other way round.',
    cause:
      'The virtual node add-on of AKS is on. Its node has the same labels and the same taint as that of a Linux connector, so a selector of type=virtual-kubelet fits both.',
    fix: 'Name the node in the selector of the pods, kubernetes.io/hostname, or turn the add-on off: az aks disable-addons --addons virtual-node.',
  },
  needs: ['cluster'],
  preflight: true,
  check({osType, nodeName}, {cluster: {virtualNodeAddon, name, resourceGroup}}) {
    if (!virtualNodeAddon) return {verdict: 'ok', message: `The add-on is off in ${name}`}
    if (osType === 'Windows') return {verdict: 'ok', message: 'The add-on runs Linux pods only'}
    return {
      verdict: 'warning',
      message: `The virtual node add-on of ${name} is on. Its node virtual-node-aci-linux has the labels and the taint of ${nodeName}, but puts pods on a subnet, so a pod that selects only type=virtual-kubelet may land on either.`,
      remedy: `Select kubernetes.io/hostname=${nodeName}, or: az aks disable-addons --resource-group ${resourceGroup} --name ${name} --addons virtual-node`,
    }
  },
})
