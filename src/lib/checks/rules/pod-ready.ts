import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'
import {isReady, restarts, whyNotReady} from '../pod-state.ts'

export const podReady: Rule<ConnectorFacts> = {
  id: 'pod-ready',
  title: 'Its pod is ready',
  check({deployments, pods, release: target}) {
    const unreadable = [deployments, pods].find(fact => !fact.known)
    if (unreadable !== undefined && !unreadable.known) return {verdict: 'unknown', message: unreadable.reason, remedy: '', target}
    const deployment = deployments.known ? deployments.value[0] : undefined
    if (deployment === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment does not exist.',
        remedy: 'Run install-connector with the same arguments again.',
        target,
      }
    }
    const where = `--namespace ${deployment.metadata.namespace ?? 'default'}`
    const found = pods.known ? pods.value : []
    const pod = found.find(isReady) ?? found[0]
    if (pod === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment has no pod.',
        remedy: `kubectl describe deployment ${deployment.metadata.name} ${where}`,
        target,
      }
    }
    if (!isReady(pod)) {
      return {
        verdict: 'problem',
        message: `Pod ${pod.metadata.name}: ${whyNotReady(pod)}`,
        remedy: `kubectl logs ${pod.metadata.name} ${where}`,
        target,
      }
    }
    const count = restarts(pod)
    if (count > 0) {
      return {
        verdict: 'warning',
        message: `Pod ${pod.metadata.name} is ready after ${count} restart${count === 1 ? '' : 's'}.`,
        remedy: `kubectl logs ${pod.metadata.name} ${where} --previous`,
        target,
      }
    }
    return {verdict: 'ok', message: `Pod ${pod.metadata.name} is ready`, remedy: '', target}
  },
}
