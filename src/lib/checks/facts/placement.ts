import type {NodeObject, NodeRequirement, PodObject, Toleration} from '../../kubernetes/objects.ts'

type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number]

/** Whether a pod can only go to virtual nodes. */
export function selectsVirtualNode({spec: {nodeSelector, affinity} = {}}: PodObject): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const expressions = terms.flatMap(({matchExpressions = []}) => matchExpressions)
  return (
    nodeSelector?.['type'] === 'virtual-kubelet' ||
    expressions.some(({key, operator, values}) => key === 'type' && operator === 'In' && values?.includes('virtual-kubelet') === true)
  )
}

/** Why kube-scheduler does not place a pod on a node; nothing at all when it would. */
interface Obstacles {
  /** The node is of another kind than the pod asks for. */
  readonly labels: readonly string[]
  /** It is of that kind, but keeps the pod off. */
  readonly taints: readonly string[]
}

/**
 * Looks at labels, taints and cordons only, not at how much room there is.
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
  const kept = unmet.map(taint => stateOf(taint, name) ?? `there is no toleration of the taint ${textOf(taint)} of ${name}`)
  return {
    labels: [...lacking, ...(isWanted ? [] : [`${name} does not match the node affinity`])],
    taints: [...new Set([...(node.unschedulable === true ? [`${name} is cordoned`] : []), ...kept])],
  }
}

/** Taints that Kubernetes itself sets for a while; nobody is to tolerate them. */
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

function holds({key, operator, values = []}: NodeRequirement, labels: Readonly<Record<string, string>>): boolean {
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
    // Gt and Lt, which nobody uses for a virtual node.
    default:
      return true
  }
}
