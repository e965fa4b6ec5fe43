import {connectorRule} from '../../connector-values.ts'

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
