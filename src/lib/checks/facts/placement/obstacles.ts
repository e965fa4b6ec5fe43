import type {NodeRequirement, PlacementSpec, Toleration} from '../../../kubernetes/kinds/pod-placement.ts'
import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'
import {selectsVirtualNodes} from '../../manifest/placement.ts'

export type Taint = NonNullable<NonNullable<NodeObject['spec']>['taints']>[number]

/** Why kube-scheduler does not place a pod on a node. */
export interface Obstacle {
  /** `label`: the pod selects what the node does not have. `state`: the node is cordoned or not ready. */
  readonly kind: 'label' | 'taint' | 'state' | 'resource'
  /** A clause with the name of the node, without a period. */
  readonly why: string
  /** The same as a phrase without the name. */
  readonly what: string
}

/** Whether the pod selects virtual nodes, so that it cannot run on any other node. */
export function selectsVirtualNode({spec = {}}: Pick<PodObject, 'spec'>): boolean {
  return selectsVirtualNodes(spec)
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
  const lacking = Object.entries(nodeSelector)
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => ({kind: 'label' as const, why: `${name} lacks the label ${key}=${value}`, what: `no label ${key}=${value}`}))
  const kept = unmetTaints(tolerations, node.taints ?? []).map(taint => {
    const state = stateOf(taint)
    return state === undefined ? taintObstacle(taint, name) : stateObstacle(name, state)
  })
  const all: readonly Obstacle[] = [
    ...lacking,
    ...(terms === undefined ? [] : unmetAffinity(terms, name, labels)),
    ...(node.unschedulable === true ? [stateObstacle(name, 'cordoned')] : []),
    ...kept,
  ]
  return all.filter(({why}, index) => all.findIndex(other => other.why === why) === index)
}

type Terms = NonNullable<
  NonNullable<NonNullable<PlacementSpec['affinity']>['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>['nodeSelectorTerms']

/** One of the terms has to hold. If there is only one, its requirements are named. */
function unmetAffinity(terms: Terms, name: string, labels: Readonly<Record<string, string>>): readonly Obstacle[] {
  const perTerm = terms.map(({matchExpressions = [], matchFields = []}) => [
    ...matchExpressions.filter(requirement => !holds(requirement, labels)).map(requirement => unmetLabel(requirement, name, labels)),
    ...(matchFields.every(requirement => holds(requirement, {'metadata.name': name})) ? [] : [unmatched(name)]),
  ])
  if (perTerm.some(unmet => unmet.length === 0)) return []
  return perTerm.length === 1 ? perTerm.flat() : [unmatched(name)]
}

function unmatched(name: string): Obstacle {
  return {kind: 'label', why: `${name} does not match the node affinity`, what: 'not the node affinity'}
}

function unmetLabel({key, operator, values = []}: NodeRequirement, name: string, labels: Readonly<Record<string, string>>): Obstacle {
  const value = labels[key]
  if (value === undefined) {
    const wanted = operator === 'In' ? `${key}=${values.join('|')}` : key
    return {kind: 'label', why: `${name} lacks the label ${wanted}`, what: `no label ${wanted}`}
  }
  const own = `${key}${value === '' ? '' : `=${value}`}`
  return {kind: 'label', why: `${name} has the label ${own}, which the node affinity excludes`, what: `the label ${own}`}
}

/** The taints that keep a pod with these tolerations off a node. */
export function unmetTaints(tolerations: readonly Toleration[], taints: readonly Taint[]): readonly Taint[] {
  return taints.filter(taint => taint.effect !== 'PreferNoSchedule' && !tolerations.some(toleration => tolerates(toleration, taint)))
}

function taintObstacle(taint: Taint, name: string): Obstacle {
  const what = `the taint ${taintText(taint)}`
  return {kind: 'taint', why: `${what} of ${name} is not tolerated`, what}
}

function stateObstacle(name: string, state: string): Obstacle {
  return {kind: 'state', why: `${name} is ${state}`, what: state}
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
