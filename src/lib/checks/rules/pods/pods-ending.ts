import {connectorRule} from '../../connector-values.ts'
import {podList} from '../../pod-list.ts'
import {isReady} from '../../pod-state.ts'

const patienceMs = 60_000

export const podsEnding = connectorRule({
  id: 'pods-ending',
  category: 'pods',
  title: 'Deleted pods go away',
  page: {
    symptom: 'Pods on the virtual node stay Terminating.',
    cause:
      'Only the connector can end pods of its node: it does not run, was removed before its pods, or Azure does not let it delete their container groups.',
    fix: 'Bring the connector back. When it is gone for good, vkctl remove-connector removes pods and container groups as well. kubectl delete pod --force removes only the pod: the container group goes on and costs money.',
  },
  needs: ['podsOnNode', 'pods'],
  check({now}, {podsOnNode, pods}) {
    // The timestamp is when the grace period ends.
    const stuck = podsOnNode.filter(
      ({metadata: {deletionTimestamp: end}}) => end !== undefined && now.getTime() - Date.parse(end) > patienceMs,
    )
    const [first] = stuck
    if (first === undefined) return {verdict: 'ok', message: 'No pod is stuck'}
    const what = `${podList(stuck)}: deleted, but still there after the grace period`
    if (!pods.some(isReady)) {
      return {
        verdict: 'problem',
        message: `${what}; no pod of the connector is ready that would end them.`,
        remedy: 'Run install-connector with the same arguments again, or remove-connector when the connector is not needed any more.',
      }
    }
    const {name, namespace = 'default'} = first.metadata
    return {verdict: 'warning', message: `${what}.`, remedy: `kubectl describe pod ${name} --namespace ${namespace}`}
  },
})
