import {parseReleaseName} from '../../connector/model/names.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {isReady} from '../facts/pod-state.ts'

export const nodeLeftBehind = connectorRule({
  id: 'node-left-behind',
  category: 'node',
  title: 'Its node has a connector',
  page: {
    symptom: 'A virtual node is NotReady for good, and nothing in the cluster would make it Ready.',
    cause: 'A connector does not take its node with it when it is uninstalled (helm uninstall, az aks remove-connector).',
    fix: 'Run vkctl remove-connector with the name of the connector: it removes the node, its lease, and the pods and container groups that are still there.',
  },
  needs: ['node', 'deployments', 'helm', 'cluster'],
  check({target, nodeName, osType}, {node, deployments, helm, cluster}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (deployments.length > 0 || helm !== undefined) return {verdict: 'ok', message: `${target} registers it`}
    const connectorName = parseReleaseName(target)?.connectorName ?? target
    return {
      verdict: 'problem',
      message: `The node ${nodeName} is there, but neither a Deployment nor a Helm release that would register it.`,
      remedy: `vkctl remove-connector --resource-group ${cluster.resourceGroup} --name ${cluster.name} --connector-name ${connectorName} --os-type ${osType}`,
    }
  },
})

export const nodeReady = connectorRule({
  id: 'node-ready',
  category: 'node',
  title: 'Its node is ready',
  page: {
    symptom: 'kubectl get nodes shows the virtual node as NotReady or Unknown, or does not show it although the pod runs.',
    cause: 'The connector does not run, or somebody deleted the node: a connector registers it only when it starts.',
    fix: 'Mend the pod if it is not ready. For a deleted node restart the connector: run install-connector again, or kubectl rollout restart its Deployment.',
  },
  needs: ['node', 'deployments'],
  check({nodeName}, {node, deployments: [deployment]}) {
    if (node === undefined) {
      const {name, namespace = 'default'} = deployment?.metadata ?? {}
      return {
        verdict: 'problem',
        message: `Node ${nodeName} does not exist. A connector registers its node only when it starts.`,
        ...(name !== undefined && {remedy: `kubectl rollout restart deployment ${name} --namespace ${namespace}`}),
      }
    }
    const ready = node.status?.conditions?.find(({type}) => type === 'Ready')
    if (ready?.status === 'True') return {verdict: 'ok', message: `Node ${nodeName} is Ready`}
    const why = [ready?.reason, ready?.message].filter(text => text !== undefined && text !== '').join(': ')
    return {
      verdict: 'problem',
      message: `Node ${nodeName} is ${ready === undefined ? 'without a Ready condition' : 'not Ready'}${why === '' ? '' : ` (${why})`}.`,
      remedy: `kubectl describe node ${nodeName}`,
    }
  },
})

/** Virtual Kubelet v1.11 renews every 10 s a lease of 40 s. */
const defaultDurationSeconds = 40

export const leaseFresh = connectorRule({
  id: 'lease-fresh',
  category: 'node',
  title: 'It renews the lease of its node',
  page: {
    symptom: 'The node is NotReady or about to be; its lease in kube-node-lease is old.',
    cause: 'The pod of the connector does not run or cannot reach the API server.',
    fix: 'See why its pod is not ready.',
  },
  needs: ['lease'],
  check({nodeName, now}, {lease}) {
    const renewed = lease?.spec?.renewTime
    const remedy = 'See why its pod is not ready.'
    if (renewed === undefined) return {verdict: 'problem', message: `There is no lease ${nodeName} in kube-node-lease.`, remedy}
    const age = Math.round((now.getTime() - Date.parse(renewed)) / 1000)
    const limit = lease?.spec?.leaseDurationSeconds ?? defaultDurationSeconds
    if (age <= limit) return {verdict: 'ok', message: `Renewed ${Math.max(age, 0)} s ago`}
    return {
      verdict: 'problem',
      message: `The lease was last renewed ${age} s ago; it holds for ${limit} s. The connector does not run.`,
      remedy,
    }
  },
})

export const nodeAddress = connectorRule({
  id: 'node-address',
  category: 'node',
  title: 'Its node has the address of its pod',
  page: {
    symptom: 'kubectl logs and kubectl exec of pods on the node time out or are refused.',
    cause:
      'The API server calls the connector at the address of the node, and that is the address of a pod of before: the connector has not written the new one.',
    fix: 'Restart the Deployment of the connector. If it stays so, see whether another connector registers the same node.',
  },
  needs: ['node', 'pods', 'deployments'],
  check({nodeName}, {node, pods, deployments: [deployment]}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const ips = pods.filter(isReady).map(({status}) => status?.podIP)
    if (ips.length === 0) return {verdict: 'skipped', message: 'No pod of its connector is ready'}
    const address = node.status?.addresses?.find(({type}) => type === 'InternalIP')?.address
    if (address !== undefined && ips.includes(address)) return {verdict: 'ok', message: `Both have ${address}`}
    const {name, namespace = 'default'} = deployment?.metadata ?? {}
    return {
      verdict: 'problem',
      message: `The node ${nodeName} has ${address === undefined ? 'no address' : `the address ${address}`}, the pod of its connector ${ips.join(', ')}: kubectl logs and exec do not reach it.`,
      ...(name !== undefined && {remedy: `kubectl rollout restart deployment ${name} --namespace ${namespace}`}),
    }
  },
})

export const nodeSchedulable = connectorRule({
  id: 'node-schedulable',
  category: 'node',
  title: 'Its node takes new pods',
  page: {
    symptom: 'kubectl get nodes shows Ready,SchedulingDisabled; new pods for the virtual node stay Pending.',
    cause: 'Somebody cordoned or drained the node, or a removal of the connector was interrupted.',
    fix: 'Run kubectl uncordon for the node.',
  },
  needs: ['node'],
  check({nodeName}, {node}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (node.spec?.unschedulable !== true) return {verdict: 'ok', message: 'It is not cordoned'}
    return {
      verdict: 'warning',
      message: `The node ${nodeName} is cordoned; no new pods are placed on it.`,
      remedy: `kubectl uncordon ${nodeName}`,
    }
  },
})
