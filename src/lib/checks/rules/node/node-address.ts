import {connectorRule} from '../../connector-values.ts'
import {isReady} from '../../pod-state.ts'

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
