import {connectorRule} from '../../connector-values.ts'

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
