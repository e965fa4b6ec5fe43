import type {Node, Taint, Toleration} from '../../client/cluster-objects.ts'
import type {Pod} from '../../client/pod-objects.ts'
import {termMatches} from '../label-selector.ts'
import {never, type Filter} from './cluster-state.ts'

/** Whether a toleration tolerates a taint. */
export const tolerates = ({key, operator = 'Equal', value = '', effect}: Toleration, taint: Taint): boolean =>
  (effect === undefined || effect === taint.effect) &&
  (key === undefined ? operator === 'Exists' : key === taint.key) &&
  (operator === 'Exists' || value === (taint.value ?? ''))

/** The terms of the node affinity that a pod requires. */
const requiredTerms = ({spec}: Pod) => spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms

/** Whether the node selector and the node affinity of a pod allow a node. */
export function matchesAffinity(pod: Pod, {metadata}: Node): boolean {
  const labels = metadata.labels ?? {}
  if (!Object.entries(pod.spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)) return false
  return (
    requiredTerms(pod)?.some(
      ({matchExpressions = [], matchFields = []}) =>
        matchExpressions.length + matchFields.length > 0 &&
        matchExpressions.every(term => termMatches(term, labels)) &&
        matchFields.every(term => termMatches(term, {'metadata.name': metadata.name})),
    ) ?? true
  )
}

/** Whether a pod tolerates all taints of a node that keep new pods away. */
export function toleratesNode({spec: {tolerations = []}}: Pod, {spec}: Node): boolean {
  const taints = spec?.taints ?? []
  return taints.every(taint => taint.effect === 'PreferNoSchedule' || tolerations.some(toleration => tolerates(toleration, taint)))
}

/** Whether taints, node selector and affinity allow a pod on a node. */
export function bears(node: Node, pod: Pod): boolean {
  return toleratesNode(pod, node) && matchesAffinity(pod, node)
}

/** The names of the only nodes on which a pod may run, as a pod of a DaemonSet has them; undefined if it names none. */
function namedNodes(pod: Pod): ReadonlySet<string> | undefined {
  const names: string[] = []
  for (const {matchFields = []} of requiredTerms(pod) ?? []) {
    const listed = matchFields.filter(({key, operator}) => key === 'metadata.name' && operator === 'In')
    if (listed.length === 0) return undefined
    const [first, ...others] = listed.map(({values = []}) => values)
    names.push(...(first ?? []).filter(name => others.every(values => values.includes(name))))
  }
  return names.length === 0 ? undefined : new Set(names)
}

const unschedulable: Taint = {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}

/** The filters that look at the node alone, in the order of kube-scheduler. */
export const nodeFilters: readonly Filter[] = [
  pod => {
    const names = namedNodes(pod)
    return ({node}) =>
      names === undefined || names.has(node.metadata.name) ? undefined : never("node(s) didn't satisfy plugin(s) [NodeAffinity]")
  },
  ({spec: {tolerations = []}}) =>
    ({node}) =>
      node.spec?.unschedulable === true && !tolerations.some(toleration => tolerates(toleration, unschedulable))
        ? never('node(s) were unschedulable')
        : undefined,
  pod =>
    ({node}) =>
      toleratesNode(pod, node) ? undefined : never('node(s) had untolerated taint(s)'),
  pod =>
    ({node}) =>
      matchesAffinity(pod, node) ? undefined : never("node(s) didn't match Pod's node affinity/selector"),
]
