import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'

export const nodeReady: Rule<ConnectorFacts> = {
  id: 'node-ready',
  title: 'Its node is ready',
  check({node, nodeName, deployments, release: target}) {
    if (!node.known) return {verdict: 'unknown', message: node.reason, remedy: '', target}
    if (node.value === undefined) {
      const deployment = deployments.known ? deployments.value[0]?.metadata : undefined
      return {
        verdict: 'problem',
        message: `Node ${nodeName} does not exist. A connector registers its node only when it starts.`,
        remedy:
          deployment === undefined
            ? ''
            : `kubectl rollout restart deployment ${deployment.name} --namespace ${deployment.namespace ?? 'default'}`,
        target,
      }
    }
    const ready = node.value.status?.conditions?.find(({type}) => type === 'Ready')
    if (ready?.status === 'True') return {verdict: 'ok', message: `Node ${nodeName} is Ready`, remedy: '', target}
    const why = [ready?.reason, ready?.message].filter(text => text !== undefined && text !== '').join(': ')
    return {
      verdict: 'problem',
      message: `Node ${nodeName} is ${ready === undefined ? 'without a Ready condition' : 'not Ready'}${why === '' ? '' : ` (${why})`}.`,
      remedy: `kubectl describe node ${nodeName}`,
      target,
    }
  },
}
