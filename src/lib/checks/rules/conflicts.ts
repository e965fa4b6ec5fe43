import {removal} from '../wording/install-again.ts'
import {kubectl, az, vkctl} from '../../printed-commands/printed-command.ts'
import {chartName} from '../../connector/model/labels.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {isLive} from '../facts/pod-state.ts'

const takeOver = 'If the release is that of a connector, you can take it over: --adopt NODE, with the name of its node.'

export const nameFree = connectorRule({
  id: 'name-free',
  category: 'connector',
  title: 'The names of the connector are free',
  page: {
    symptom: 'An installation is refused because a release or a node of that name exists.',
    cause:
      'Another chart, another person or an earlier installation in another namespace uses the name. Two connectors with one node name delete the container groups of each other.',
    fix: 'Choose another `--connector-name`, pass the `--namespace` of the existing connector to change that connector, take over a connector of another chart with `--adopt`, or remove it first.',
  },
  needs: ['names'],
  preflight: true,
  check({target, namespace, nodeName}, {names: {hasRecord, sameName, elsewhere, nodeExists}}) {
    const [other] = elsewhere
    if (other !== undefined) {
      return {
        verdict: 'problem',
        message: `The release ${target} (chart ${other.chartName} ${other.chartVersion}) exists in the namespace ${other.namespace}. Both connectors would register the node ${nodeName}.`,
        remedy: `${other.chartName === chartName ? `To change that connector, add --namespace ${other.namespace}.` : takeOver} To install another one, choose another --connector-name.`,
      }
    }
    const ok = {verdict: 'ok', message: `The name ${target} is free or belongs to vkctl`} as const
    if (hasRecord) return ok
    if (sameName !== undefined && sameName.chartName !== chartName) {
      return {
        verdict: 'problem',
        message: `The release ${target} in the namespace ${namespace} is from another chart (${sameName.chartName} ${sameName.chartVersion}).`,
        remedy: `Choose another --connector-name. ${takeOver}`,
      }
    }
    if (sameName === undefined && nodeExists) {
      return {
        verdict: 'problem',
        message: `The node ${nodeName} already exists, and vkctl did not install its connector.`,
        remedy: [
          'If a connector registers it, take that over:',
          vkctl`install-connector --adopt ${nodeName}`,
          'If nobody needs the node:',
          kubectl`delete node ${nodeName}`,
        ],
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
    symptom: 'Pods disappear, their container groups are deleted while they run, and the address of the node keeps changing.',
    cause: 'Two connectors of this cluster use the same node name. Each connector deletes the container groups of the other.',
    fix: 'Remove one of them with `vkctl remove-connector`, or with `helm uninstall` if `vkctl` does not know it.',
  },
  needs: ['deployments', 'rivals'],
  check(connector, {rivals}) {
    const {nodeName} = connector
    if (rivals.length === 0) return {verdict: 'ok', message: `No other connector registers ${nodeName}`}
    return {
      verdict: 'problem',
      message: `Another connector also registers ${nodeName}: ${rivals.join(', ')}. The connectors delete each other's container groups.`,
      remedy: ['Remove one of them, for example this one:', removal(connector)],
    }
  },
})

export const singlePod = connectorRule({
  id: 'single-pod',
  explainedBy: ['node-name-unique'],
  category: 'connector',
  title: 'The connector runs in a single pod',
  page: {
    symptom: 'Two pods run the same connector. The address of the node changes, and container groups are created twice or deleted.',
    cause:
      'Somebody scaled the Deployment, its chart starts the new pod before it stops the old one, or somebody changed the labels of a pod and Kubernetes started another one in its place. Connectors do not elect a leader, so each of them does all the work.',
    fix: 'Scale the Deployment to one replica. The chart of `vkctl` stops the old pod before it starts the new one.',
  },
  needs: ['pods', 'deployments'],
  check({nodeName}, {pods, deployments: [deployment]}) {
    const live = pods.filter(isLive)
    if (live.length < 2) return {verdict: 'ok', message: live.length === 0 ? 'The connector has no pod' : 'The connector has one pod'}
    const {name, namespace = 'default'} = deployment?.metadata ?? {}
    const names = live.map(({metadata}) => metadata.name).join(', ')
    // If somebody changes the labels of a pod, Kubernetes starts another one in its place, and nothing ends the first.
    const stray = live.filter(({metadata: {ownerReferences = []}}) => ownerReferences.length === 0).map(({metadata}) => metadata.name)
    const scale = name === undefined ? '' : kubectl`scale deployment ${name} --replicas 1 --namespace ${namespace}`
    return {
      verdict: 'problem',
      message: `${live.length} pods run the connector of the node ${nodeName} at the same time: ${names}.`,
      remedy: stray.length > 0 && stray.length < live.length ? kubectl`delete pods ${stray} --namespace ${namespace}` : scale,
    }
  },
})

export const addonApart = connectorRule({
  id: 'addon-apart',
  category: 'azure',
  title: 'The AKS virtual node add-on is off',
  page: {
    symptom:
      'Pods for the connector run on `virtual-node-aci-linux`, the node of the add-on, or pods for the add-on run on the node of the connector.',
    cause:
      'The virtual node add-on of AKS is on. Its node has the same labels and the same taint as the node of a Linux connector, so a pod that selects `type: virtual-kubelet` can run on either.',
    fix: 'Select the node by `kubernetes.io/hostname`, or turn the add-on off with `az aks disable-addons --addons virtual-node`.',
  },
  needs: ['cluster'],
  preflight: true,
  check({osType, nodeName}, {cluster: {virtualNodeAddon, name, resourceGroup}}) {
    if (!virtualNodeAddon) return {verdict: 'ok', message: `The add-on is off in ${name}`}
    if (osType === 'Windows') return {verdict: 'ok', message: 'The add-on runs Linux pods only'}
    return {
      verdict: 'warning',
      message: `The virtual node add-on of ${name} is on. Its node virtual-node-aci-linux has the same labels and the same taint as ${nodeName}. A pod that selects only type=virtual-kubelet can run on either node.`,
      remedy: [
        `Select kubernetes.io/hostname=${nodeName} in your pods, or turn the add-on off:`,
        az`aks disable-addons --resource-group ${resourceGroup} --name ${name} --addons virtual-node`,
      ],
    }
  },
})
