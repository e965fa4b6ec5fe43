import type {NodeObject, NodeRequirement, PodObject, Toleration} from '../../kubernetes/objects.ts'

type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number]

/** Whether the pod selects virtual nodes, so that it cannot run on any other node. */
export function selectsVirtualNode({spec: {nodeSelector, affinity} = {}}: PodObject): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const expressions = terms.flatMap(({matchExpressions = []}) => matchExpressions)
  return (
    nodeSelector?.['type'] === 'virtual-kubelet' ||
    expressions.some(({key, operator, values}) => key === 'type' && operator === 'In' && values?.includes('virtual-kubelet') === true)
  )
}

/** Why kube-scheduler does not place a pod on a node, as clauses without a period; both lists are empty if it would. */
interface Obstacles {
  /** Labels that the pod selects and the node does not have. */
  readonly labels: readonly string[]
  /** Taints that the pod does not tolerate, a cordon, and a node that is not ready. */
  readonly taints: readonly string[]
}

/**
 * Compares labels, taints and cordons, but not the free capacity of the node.
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/
 */
export function obstacles({spec: pod = {}}: PodObject, {metadata, spec: node = {}}: NodeObject): Obstacles {
  const {name, labels = {}} = metadata
  const {nodeSelector = {}, tolerations = [], affinity} = pod
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const isWanted =
    terms === undefined ||
    terms.some(
      ({matchExpressions = [], matchFields = []}) =>
        matchExpressions.every(requirement => holds(requirement, labels)) &&
        matchFields.every(requirement => holds(requirement, {'metadata.name': name})),
    )
  const unmet = (node.taints ?? []).filter(
    taint => taint.effect !== 'PreferNoSchedule' && !tolerations.some(toleration => tolerates(toleration, taint)),
  )
  const lacking = Object.entries(nodeSelector)
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${name} lacks the label ${key}=${value}`)
  const kept = unmet.map(taint => stateOf(taint, name) ?? `the taint ${textOf(taint)} of ${name} is not tolerated`)
  return {
    labels: [...lacking, ...(isWanted ? [] : [`${name} does not match the node affinity`])],
    taints: [...new Set([...(node.unschedulable === true ? [`${name} is cordoned`] : []), ...kept])],
  }
}

/** The state behind a taint that Kubernetes itself sets and removes. Pods need not tolerate these taints. */
function stateOf({key}: Taint, name: string): string | undefined {
  if (key === 'node.kubernetes.io/unschedulable') return `${name} is cordoned`
  if (key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable') return `${name} is not ready`
  return undefined
}

function textOf({key, value = '', effect}: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`
}

function tolerates({key, operator = 'Equal', value = '', effect}: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false
  if (operator === 'Exists') return key === undefined || key === taint.key
  return key === taint.key && value === (taint.value ?? '')
}

/** Whether labels meet a requirement of a selector. */
export function holds({key, operator, values = []}: NodeRequirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    // Gt and Lt compare numbers. No label of a virtual node is a number.
    default:
      return true
  }
}
