import type {Given} from './pod-spec.ts'
import type {V1PodAffinityTerm} from '@kubernetes/client-node/dist/gen/models/V1PodAffinityTerm.js'
import type {Workload} from './workload.ts'

/** Whether a term of an anti-affinity selects the pods of the workload itself. */
export function sharesNodeWithItself(
  {labelSelector, namespaces = []}: Given<V1PodAffinityTerm>,
  {podMetadata, namespace}: Workload,
): boolean {
  if (labelSelector === undefined || (namespaces.length > 0 && !namespaces.includes(namespace ?? 'default'))) return false
  const labels: Readonly<Record<string, string | undefined>> = podMetadata.labels ?? {}
  const {matchLabels = {}, matchExpressions = []} = labelSelector
  const byLabels = Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
  return (
    byLabels &&
    matchExpressions.every(({key = '', operator, values = []}) => {
      const value = labels[key]
      if (operator === 'In') return value !== undefined && values.includes(value)
      if (operator === 'NotIn') return value === undefined || !values.includes(value)
      return (operator === 'Exists') === (value !== undefined)
    })
  )
}
