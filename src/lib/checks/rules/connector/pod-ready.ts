import {connectorRule} from '../../connector-values.ts'
import {isReady, restarts, whyNotReady} from '../../pod-state.ts'

export const podReady = connectorRule({
  id: 'pod-ready',
  category: 'connector',
  title: 'Its pod is ready',
  page: {
    symptom: 'The pod of the connector is Pending, waiting, crashing, or running without being ready.',
    cause:
      'It depends on the state that is printed: no node has room for it, the image cannot be pulled, or the provider ends at its start. Other findings say which.',
    fix: 'Follow the finding that is more special if there is one, else read the log and the events of the pod.',
  },
  needs: ['deployments', 'pods'],
  check(_, {deployments: [deployment], pods}) {
    if (deployment === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment does not exist.',
        remedy: 'Run install-connector with the same arguments again.',
      }
    }
    const where = `--namespace ${deployment.metadata.namespace ?? 'default'}`
    const pod = pods.find(isReady) ?? pods[0]
    if (pod === undefined) {
      return {
        verdict: 'problem',
        message: 'Its Deployment has no pod.',
        remedy: `kubectl describe deployment ${deployment.metadata.name} ${where}`,
      }
    }
    if (!isReady(pod)) {
      return {
        verdict: 'problem',
        message: `Pod ${pod.metadata.name}: ${whyNotReady(pod)}`,
        remedy: `kubectl logs ${pod.metadata.name} ${where}`,
      }
    }
    const count = restarts(pod)
    if (count > 0) {
      return {
        verdict: 'warning',
        message: `Pod ${pod.metadata.name} is ready after ${count} restart${count === 1 ? '' : 's'}.`,
        remedy: `kubectl logs ${pod.metadata.name} ${where} --previous`,
      }
    }
    return {verdict: 'ok', message: `Pod ${pod.metadata.name} is ready`}
  },
})
