import {installAgain, removal} from '../wording/install-again.ts'
import {kubectl, vkctl, type PrintedCommand} from '../../printed-commands/printed-command.ts'
import type {DeploymentObject} from '../../kubernetes/objects.ts'
import {cordonedBy} from '../../kubernetes/node.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {isRenewedBy, leaseAge, whyGoing} from '../facts/node-state.ts'
import {isReady} from '../facts/pod-state.ts'

function restart({kind = 'Deployment', metadata: {name, namespace = 'default'}}: DeploymentObject): PrintedCommand {
  return kubectl`rollout restart ${kind.toLowerCase()} ${name} --namespace ${namespace}`
}

export const nodeLeftBehind = connectorRule({
  id: 'node-left-behind',
  explainedBy: ['namespace-stays', 'release-deployed'],
  category: 'node',
  title: 'The node belongs to a connector',
  page: {
    symptom: 'A virtual node stays `NotReady`, and nothing in the cluster can make it ready.',
    cause: 'The node stays when its connector is uninstalled with `helm uninstall` or with the old `az aks remove-connector`.',
    fix: 'Run `vkctl remove-connector --node NODE`. It deletes the node, its lease, and the remaining pods and container groups.',
  },
  needs: ['node', 'deployments', 'helm'],
  check({target, nodeName}, {node, deployments, helm}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    if (deployments.length > 0 || helm !== undefined) return {verdict: 'ok', message: `${target} registers it`}
    return {
      verdict: 'problem',
      message: `The node ${nodeName} exists, but its connector does not: there is no Deployment and no Helm release.`,
      remedy: vkctl`remove-connector --node ${nodeName}`,
    }
  },
})

export const nodeStays = connectorRule({
  id: 'node-stays',
  category: 'node',
  title: 'The virtual node is not being deleted',
  page: {
    symptom: 'The virtual node looks well in `kubectl get nodes`, but Kubernetes places no new pods on it.',
    cause:
      'Somebody deleted the node, and a finalizer keeps it. Kubernetes deletes the node and its pods as soon as the finalizer is removed.',
    fix: 'Find out which program set the finalizer. Let that program finish, then restart the connector so that it registers its node again.',
  },
  needs: ['node', 'deployments'],
  check({nodeName}, {node, deployments: [deployment]}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const message = whyGoing(node)
    if (message === undefined) return {verdict: 'ok', message: 'Nobody deleted the node'}
    return {
      verdict: 'problem',
      message,
      remedy: [
        'Let the program that set the finalizer finish. If it is gone, remove the finalizer; Kubernetes then deletes the node and its pods. Then restart the connector:',
        kubectl`patch node ${nodeName} --type merge --patch ${'{"metadata":{"finalizers":null}}'}`,
        ...(deployment === undefined ? [] : [restart(deployment)]),
      ],
    }
  },
})

export const nodeReady = connectorRule({
  id: 'node-ready',
  explainedBy: ['start-token', 'pod-ready', 'node-left-behind', 'node-name-unique', 'rights-granted'],
  category: 'node',
  title: 'The virtual node is ready',
  page: {
    symptom:
      '`kubectl get nodes` shows the virtual node as `NotReady` or `Unknown`, or does not show it although the pod of the connector runs.',
    cause: 'The connector is not running, or somebody deleted the node. A connector registers its node only when it starts.',
    fix: 'Repair the pod of the connector if it is not ready. If the node was deleted, restart the connector with `vkctl install-connector` or with `kubectl rollout restart`.',
  },
  needs: ['node', 'deployments'],
  check({nodeName}, {node, deployments: [deployment]}) {
    if (node === undefined) {
      return {
        verdict: 'problem',
        message: `The node ${nodeName} does not exist. A connector registers its node only when it starts.`,
        ...(deployment !== undefined && {remedy: restart(deployment)}),
      }
    }
    const ready = node.status?.conditions?.find(({type}) => type === 'Ready')
    if (ready?.status === 'True') return {verdict: 'ok', message: `The node ${nodeName} is Ready`}
    const why = [ready?.reason, ready?.message].filter(text => text !== undefined && text !== '').join(': ')
    return {
      verdict: 'problem',
      message: `The node ${nodeName} ${ready === undefined ? 'has no Ready condition' : 'is not Ready'}${why === '' ? '' : ` (${why})`}.`,
      ...(deployment !== undefined && {remedy: restart(deployment)}),
    }
  },
})

export const leaseFresh = connectorRule({
  id: 'lease-fresh',
  explainedBy: ['start-token', 'pod-ready', 'node-left-behind', 'rights-granted', 'node-ready'],
  category: 'node',
  title: 'The connector renews the lease of the node',
  page: {
    symptom: 'The node is `NotReady` or will be soon. Its lease in `kube-node-lease` is old.',
    cause: 'The pod of the connector is not running or cannot reach the API server.',
    fix: 'Find out why the pod of the connector is not ready.',
  },
  needs: ['lease', 'deployments'],
  check(connector, {lease, deployments: [deployment]}) {
    const {nodeName, now} = connector
    const remedy = deployment === undefined ? installAgain(connector) : restart(deployment)
    const renewed = leaseAge(lease, now)
    if (renewed === undefined) return {verdict: 'problem', message: `There is no lease ${nodeName} in kube-node-lease.`, remedy}
    const {age, limit, expired} = renewed
    if (!expired) return {verdict: 'ok', message: `Renewed ${Math.max(age, 0)} s ago`}
    return {
      verdict: 'problem',
      message: `The connector last renewed the lease of ${nodeName} ${age} s ago. The lease expires after ${limit} s.`,
      remedy,
    }
  },
})

export const nodeAddress = connectorRule({
  id: 'node-address',
  explainedBy: ['node-name-unique', 'rights-granted'],
  category: 'node',
  title: "The node has the IP address of the connector's pod",
  page: {
    symptom: '`kubectl logs` and `kubectl exec` time out or are refused for pods on the node.',
    cause: 'The API server calls the connector at the address of the node. The node still has the address of an earlier pod.',
    fix: 'Restart the Deployment of the connector. If the address is still wrong, check whether another connector registers the same node.',
  },
  needs: ['node', 'pods', 'lease', 'deployments'],
  check({nodeName}, {node, pods, lease, deployments: [deployment]}) {
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const ready = pods.filter(isReady)
    if (ready.length === 0) return {verdict: 'skipped', message: 'No pod of the connector is ready'}
    // A connector opens its port before it writes its address into the node.
    if (!ready.some(pod => isRenewedBy(pod, lease)))
      return {verdict: 'skipped', message: 'The pod of the connector has not registered the node yet'}
    const ips = ready.map(({status}) => status?.podIP)
    const address = node.status?.addresses?.find(({type}) => type === 'InternalIP')?.address
    if (address !== undefined && ips.includes(address)) return {verdict: 'ok', message: `Both have ${address}`}
    return {
      verdict: 'problem',
      message: `The node ${nodeName} has ${address === undefined ? 'no address' : `the address ${address}`}, but the pod of the connector has ${ips.join(', ')}. kubectl logs and kubectl exec do not work for its pods.`,
      ...(deployment !== undefined && {remedy: restart(deployment)}),
    }
  },
})

export const nodeSchedulable = connectorRule({
  id: 'node-schedulable',
  category: 'node',
  title: 'The virtual node accepts new pods',
  page: {
    symptom: '`kubectl get nodes` shows `Ready,SchedulingDisabled`. New pods for the virtual node stay `Pending`.',
    cause: 'Somebody cordoned or drained the node, or a removal of the connector was interrupted.',
    fix: 'If a removal was interrupted, run `vkctl install-connector` to keep the connector or `vkctl remove-connector` to remove it. Otherwise run `kubectl uncordon` when pods should run on the node again.',
  },
  needs: ['node'],
  check(connector, {node}) {
    const {nodeName} = connector
    if (node === undefined) return {verdict: 'skipped', message: `There is no node ${nodeName}`}
    const who = cordonedBy(node)
    if (who === undefined) return {verdict: 'ok', message: 'The node is not cordoned'}
    if (who === 'vkctl') {
      return {
        verdict: 'problem',
        message: `A removal that was interrupted cordoned the node ${nodeName}. No new pods are placed on it.`,
        remedy: ['To keep the connector:', installAgain(connector), 'To remove it:', removal(connector)],
      }
    }
    return {
      verdict: 'problem',
      message: `Somebody cordoned the node ${nodeName}. No new pods are placed on it.`,
      remedy: kubectl`uncordon ${nodeName}`,
    }
  },
})
