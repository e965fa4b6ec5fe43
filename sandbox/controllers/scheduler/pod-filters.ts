import type {LabelSelector} from '../../client/cluster-objects.ts'
import type {Pod, PodAffinityTerm, TopologySpreadConstraint} from '../../client/pod-objects.ts'
import {selectorMatches} from '../label-selector.ts'
import {never, type ClusterState, type Filter, type Place} from './cluster-state.ts'
import {matchesAffinity, toleratesNode} from './node-rules.ts'

const namespaceOf = ({metadata}: Pod): string => metadata.namespace ?? 'default'
const labelOf = ({node}: Place, key: string): string | undefined => node.metadata.labels?.[key]

/** A selector with the labels that the pod itself has under some keys. */
function withOwnLabels(selector: LabelSelector, keys: readonly string[] | undefined, {metadata}: Pod): LabelSelector {
  const own = (keys ?? []).flatMap(key => (metadata.labels?.[key] === undefined ? [] : [[key, metadata.labels[key]] as const]))
  return own.length === 0 ? selector : {...selector, matchLabels: {...selector.matchLabels, ...Object.fromEntries(own)}}
}

/** Whether a term of the pod `owner` means another pod. A term without a selector means none, an empty one means all. */
function means({namespaces = [], namespaceSelector, ...term}: PodAffinityTerm, owner: Pod, other: Pod, state: ClusterState): boolean {
  if (term.labelSelector === undefined) return false
  const there = namespaceOf(other)
  const ownOnly = namespaces.length === 0 && namespaceSelector === undefined
  const named = ownOnly ? there === namespaceOf(owner) : namespaces.includes(there)
  const selected = namespaceSelector !== undefined && selectorMatches(namespaceSelector, state.namespaces.get(there)?.metadata.labels)
  return (named || selected) && selectorMatches(withOwnLabels(term.labelSelector, term.matchLabelKeys, owner), other.metadata.labels)
}

const antiAffinity = ({spec}: Pod): readonly PodAffinityTerm[] =>
  spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []

const affinity: Filter = (pod, state) => {
  const terms = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  // A pod counts only if all terms mean it.
  const meant = (other: Pod): boolean => terms.every(term => means(term, pod, other, state))
  const domains = terms.map(
    ({topologyKey}) => new Set(state.places.filter(({pods}) => pods.some(meant)).map(place => labelOf(place, topologyKey))),
  )
  const first = !state.places.some(({pods}) => pods.some(meant)) && meant(pod)
  return place => {
    const allows = ({topologyKey}: PodAffinityTerm, index: number): boolean => {
      const label = labelOf(place, topologyKey)
      return label !== undefined && (first || domains[index]?.has(label) === true)
    }
    return terms.every(allows) ? undefined : never("node(s) didn't match pod affinity rules")
  }
}

const ownAntiAffinity: Filter = (pod, state) => {
  const taken = antiAffinity(pod).map(term => ({
    key: term.topologyKey,
    domains: new Set(
      state.places.filter(({pods}) => pods.some(other => means(term, pod, other, state))).map(place => labelOf(place, term.topologyKey)),
    ),
  }))
  return place =>
    taken.some(({key, domains}) => labelOf(place, key) !== undefined && domains.has(labelOf(place, key)))
      ? {reasons: ["node(s) didn't match pod anti-affinity rules"], preemptable: true}
      : undefined
}

const antiAffinityOfOthers: Filter = (pod, state) => {
  const closed = state.places.flatMap(place =>
    place.pods.flatMap(other =>
      antiAffinity(other)
        .filter(term => means(term, other, pod, state))
        .map(({topologyKey}) => ({key: topologyKey, value: labelOf(place, topologyKey)})),
    ),
  )
  return place =>
    closed.some(({key, value}) => value !== undefined && labelOf(place, key) === value)
      ? {reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], preemptable: true}
      : undefined
}

const unspread = "node(s) didn't match pod topology spread constraints"

/** Such a selector means all pods, but kube-scheduler counts none for it. */
const isEmpty = (selector: LabelSelector | undefined): boolean =>
  selector !== undefined && Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0

/** Whether the pods on a node count for a constraint. */
function counts(pod: Pod, {node}: Place, {nodeAffinityPolicy, nodeTaintsPolicy}: TopologySpreadConstraint): boolean {
  if (nodeAffinityPolicy !== 'Ignore' && !matchesAffinity(pod, node)) return false
  return nodeTaintsPolicy !== 'Honor' || toleratesNode(pod, node)
}

const spreading: Filter = (pod, state) => {
  const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(({whenUnsatisfiable}) => whenUnsatisfiable === 'DoNotSchedule')
  const labelled = state.places.filter(place => constraints.every(({topologyKey}) => labelOf(place, topologyKey) !== undefined))
  const rules = constraints.map(constraint => {
    const {topologyKey, labelSelector, matchLabelKeys, minDomains = 1} = constraint
    const matches = ({metadata}: Pod): boolean =>
      labelSelector !== undefined && selectorMatches(withOwnLabels(labelSelector, matchLabelKeys, pod), metadata.labels)
    const counted = new Map<string, number>()
    for (const place of labelled.filter(one => counts(pod, one, constraint))) {
      const domain = labelOf(place, topologyKey) ?? ''
      const found = place.pods.filter(
        other =>
          !isEmpty(labelSelector) &&
          other.metadata.deletionTimestamp === undefined &&
          namespaceOf(other) === namespaceOf(pod) &&
          matches(other),
      )
      counted.set(domain, (counted.get(domain) ?? 0) + found.length)
    }
    const least = counted.size < minDomains ? 0 : Math.min(...counted.values())
    return {...constraint, counted, least, self: matches(pod) ? 1 : 0}
  })
  return place => {
    for (const {topologyKey, maxSkew, counted, least, self} of rules) {
      const domain = labelOf(place, topologyKey)
      if (domain === undefined) return never(`${unspread} (missing required label)`)
      if ((counted.get(domain) ?? 0) + self - least > maxSkew) return {reasons: [unspread], preemptable: true}
    }
    return undefined
  }
}

/** The filters that look at the pods on other nodes too. */
export const podFilters: readonly Filter[] = [spreading, affinity, ownAntiAffinity, antiAffinityOfOthers]
