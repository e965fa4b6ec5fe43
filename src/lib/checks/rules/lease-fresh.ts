import type {ConnectorFacts} from '../connector-facts.ts'
import type {Rule} from '../finding.ts'

/** Virtual Kubelet v1.11 renews every 10 s a lease of 40 s. */
const defaultDurationSeconds = 40

export const leaseFresh: Rule<ConnectorFacts> = {
  id: 'lease-fresh',
  title: 'It renews the lease of its node',
  check({lease, nodeName, now, release: target}) {
    if (!lease.known) return {verdict: 'unknown', message: lease.reason, remedy: '', target}
    const renewed = lease.value?.spec?.renewTime
    if (renewed === undefined) {
      return {
        verdict: 'problem',
        message: `There is no lease ${nodeName} in kube-node-lease.`,
        remedy: 'See why its pod is not ready.',
        target,
      }
    }
    const age = Math.round((now.getTime() - Date.parse(renewed)) / 1000)
    const limit = lease.value?.spec?.leaseDurationSeconds ?? defaultDurationSeconds
    if (age <= limit) return {verdict: 'ok', message: `Renewed ${Math.max(age, 0)} s ago`, remedy: '', target}
    return {
      verdict: 'problem',
      message: `The lease was last renewed ${age} s ago; it holds for ${limit} s. The connector does not run.`,
      remedy: 'See why its pod is not ready.',
      target,
    }
  },
}
