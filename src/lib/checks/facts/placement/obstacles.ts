import type {NodeRequirement, PlacementSpec, Toleration} from '../../../kubernetes/kinds/pod-placement.ts'
import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'

export type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number]

/** Why kube-scheduler does not place a pod on a node. */
export interface Obstacle {
  /** `label`: the pod selects what the node does not have. `state`: the node is cordoned or not ready. */
  readonly kind: 'label' | 'taint' | 'state' | 'resource'
  /** A clause without a period. */
  readonly why: string
}

/** Whether the pod selects virtual nodes, so that it cannot run on any other node. */
export function selectsVirtualNode({spec: {nodeSelector, affinity} = {}}: Pick<PodObject, 'spec'>): boolean {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const expressions = terms.flatMap(({matchExpressions = []}) => matchExpressions)
  return (
    nodeSelector?.['type'] === 'virtual-kubelet' ||
    expressions.some(({key, operator, values}) => key === 'type' && operator === 'In' && values?.includes('virtual-kubelet') === true)
  )
}

/** A part of a node: what decides on labels and taints. */
type NodeTraits = Pick<NodeObject, 'metadata' | 'spec'>

/**
 * Compares labels, taints and cordons, but not what the node offers (requests.ts).
 * Source: https://kubernetes.io/docs/concepts/scheduling-eviction/
 */
export function obstacles(pod: PlacementSpec, {metadata, spec: node = {}}: NodeTraits): readonly Obstacle[] {
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
  const lacking = Object.entries(nodeSelector)
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => `${name} lacks the label ${key}=${value}`)
  const kept = unmetTaints(tolerations, node.taints ?? []).map(taint => {
    const state = stateOf(taint)
    return state === undefined ? taintObstacle(taint, name) : stateObstacle(name, state)
  })
  const all: readonly Obstacle[] = [
    ...[...lacking, ...(isWanted ? [] : [`${name} does not match the node affinity`])].map(why => ({kind: 'label' as const, why})),
    ...(node.unschedulable === true ? [stateObstacle(name, 'cordoned')] : []),
    ...kept,
  ]
  return all.filter(({why}, index) => all.findIndex(other => other.why === why) === index)
}

/** The taints that keep a pod with these tolerations off a node. */
export function unmetTaints(tolerations: readonly Toleration[], taints: readonly Taint[]): readonly Taint[] {
  return taints.filter(taint => taint.effect !== 'PreferNoSchedule' && !tolerations.some(toleration => tolerates(toleration, taint)))
}

function taintObstacle(taint: Taint, name: string): Obstacle {
  return {kind: 'taint', why: `the taint ${taintText(taint)} of ${name} is not tolerated`}
}

function stateObstacle(name: string, state: string): Obstacle {
  return {kind: 'state', why: `${name} is ${state}`}
}

/** The state behind a taint that Kubernetes itself sets and removes. Pods need not tolerate these taints. */
function stateOf({key}: Taint): string | undefined {
  if (key === 'node.kubernetes.io/unschedulable') return 'cordoned'
  return key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable' ? 'not ready' : undefined
}

/** As kubectl writes it: `key=value:effect`. */
export function taintText({key, value = '', effect}: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`
}

function tolerates({key, operator = 'Equal', value = '', effect}: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false
  if (operator === 'Exists') return key === undefined || key === '' || key === taint.key
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
    case 'Gt':
      return Number(value) > Number(values[0])
    case 'Lt':
      return Number(value) < Number(values[0])
    default:
      return true
  }
}
