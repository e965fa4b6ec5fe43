import {connectorRule} from '../../connector-values.ts'
import {isLive} from '../../pod-state.ts'

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
