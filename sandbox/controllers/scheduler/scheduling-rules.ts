import type {Node, Taint, Toleration} from '../../client/cluster-objects.ts'
import type {Pod} from '../../client/pod-objects.ts'
import {quantityValue} from '../../quantity.ts'
import {termMatches} from '../label-selector.ts'

/** Whether a toleration tolerates a taint. */
export const tolerates = ({key, operator = 'Equal', value = '', effect}: Toleration, taint: Taint): boolean =>
  (effect === undefined || effect === taint.effect) &&
  (key === undefined ? operator === 'Exists' : key === taint.key) &&
  (operator === 'Exists' || value === (taint.value ?? ''))

function matchesAffinity({spec}: Pod, {metadata}: Node): boolean {
  const labels = metadata.labels ?? {}
  if (!Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)) return false
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  if (terms === undefined) return true
  return terms.some(
    ({matchExpressions = [], matchFields = []}) =>
      matchExpressions.length + matchFields.length > 0 &&
      matchExpressions.every(term => termMatches(term, labels)) &&
      matchFields.every(term => termMatches(term, {'metadata.name': metadata.name})),
  )
}

function toleratesAll({spec: {tolerations = []}}: Pod, taints: readonly Taint[]): boolean {
  return taints.every(taint => taint.effect === 'PreferNoSchedule' || tolerations.some(toleration => tolerates(toleration, taint)))
}

/** Whether taints, node selector and affinity allow a pod on a node. */
export function bears(node: Node, pod: Pod): boolean {
  return toleratesAll(pod, node.spec?.taints ?? []) && matchesAffinity(pod, node)
}

const requested = (pod: Pod, resource: string): number =>
  pod.spec.containers.reduce(
    (sum, {resources}) => sum + quantityValue(resources?.requests?.[resource] ?? resources?.limits?.[resource] ?? '0'),
    0,
  )

function shortages(pod: Pod, {status}: Node, others: readonly Pod[]): string[] {
  const allocatable = status?.allocatable ?? {}
  const full = allocatable['pods'] !== undefined && others.length + 1 > quantityValue(allocatable['pods'])
  const short = ['cpu', 'memory'].filter(resource => {
    const wanted = requested(pod, resource)
    return (
      wanted > 0 &&
      wanted + others.reduce((sum, other) => sum + requested(other, resource), 0) > quantityValue(allocatable[resource] ?? '0')
    )
  })
  return [...(full ? ['Too many pods'] : []), ...short.map(resource => `Insufficient ${resource}`)]
}

export interface Verdict {
  /** Why the pod cannot be placed there, in kube-scheduler's words; empty when it can. */
  readonly reasons: readonly string[]
  /** Whether preemption could help. */
  readonly preemptable: boolean
}

/** The filters of kube-scheduler 1.36 that a test of connectors can meet, in its order; the first that refuses gives the reason. */
export function judge(pod: Pod, node: Node, others: readonly Pod[]): Verdict {
  const never = (reason: string): Verdict => ({reasons: [reason], preemptable: false})
  const tolerations = pod.spec.tolerations ?? []
  const unschedulable: Taint = {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}
  if (node.spec?.unschedulable === true && !tolerations.some(toleration => tolerates(toleration, unschedulable)))
    return never('node(s) were unschedulable')
  if (!toleratesAll(pod, node.spec?.taints ?? [])) return never('node(s) had untolerated taint(s)')
  if (!matchesAffinity(pod, node)) return never("node(s) didn't match Pod's node affinity/selector")
  // Without any pod on it the node would still be too small.
  const tooSmall = ['cpu', 'memory'].some(resource => requested(pod, resource) > quantityValue(node.status?.allocatable?.[resource] ?? '0'))
  return {reasons: shortages(pod, node, others), preemptable: !tooSmall}
}

/** kube-scheduler's sentence about a pod that fits nowhere. */
export function unschedulableMessage(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return 'no nodes available to schedule pods'
  const counts = new Map<string, number>()
  for (const reason of verdicts.flatMap(({reasons}) => reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).toSorted()
  const total = verdicts.length
  const preemption = new Map<string, number>()
  for (const {preemptable} of verdicts) {
    const text = preemptable ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling'
    preemption.set(text, (preemption.get(text) ?? 0) + 1)
  }
  const helps = [...preemption].map(([text, count]) => `${count} ${text}`).toSorted()
  return `0/${total} nodes are available: ${reasons.join(', ')}. no new claims to deallocate, preemption: 0/${total} nodes are available: ${helps.join(', ')}.`
}
