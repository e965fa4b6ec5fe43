import {connectorRule} from '../../connector-values.ts'
import {isLive} from '../../pod-state.ts'

export const podScheduled = connectorRule({
  id: 'pod-scheduled',
  category: 'connector',
  title: 'A node was found for its pod',
  page: {
    symptom: 'The pod of the connector is Pending, with FailedScheduling in its events.',
    cause: 'No Linux amd64 node of the cluster has room for it, or all of them have taints that it does not tolerate.',
    fix: 'Add a node pool or make room. For a taint give tolerations with install-connector --set-values.',
  },
  needs: ['pods'],
  check(_, {pods}) {
    for (const {metadata, status} of pods.filter(isLive)) {
      const scheduled = status?.conditions?.find(({type}) => type === 'PodScheduled')
      if (scheduled?.status !== 'False') continue
      return {
        verdict: 'problem',
        message: `No node was found for the pod ${metadata.name}: ${scheduled.message ?? scheduled.reason ?? 'Kubernetes does not say why'}`,
        remedy: `kubectl describe pod ${metadata.name} --namespace ${metadata.namespace ?? 'default'}`,
      }
    }
    return {verdict: 'ok', message: pods.length === 0 ? 'It has no pod' : 'Its pod has a node'}
  },
})
