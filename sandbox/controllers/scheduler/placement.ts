import type {Pod} from '../../client/pod-objects.ts'
import type {ClusterState, Place, Refusal} from './cluster-state.ts'
import {nodeFilters} from './node-rules.ts'
import {podFilters} from './pod-filters.ts'
import {resourceFilters} from './resource-filters.ts'

/** In the order of kube-scheduler 1.36: the first that refuses a node gives the reason. */
const filters = [...nodeFilters, ...resourceFilters, ...podFilters]

/** A node for a pod, or why there is none, as kube-scheduler says it. */
export type Placement = {readonly node: string} | {readonly message: string}

/** Of the nodes that fit, the one with the fewest pods. */
export function placementOf(pod: Pod, state: ClusterState): Placement {
  const total = state.places.length
  if (total === 0) return {message: 'no nodes available to schedule pods'}
  const claim = missingClaim(pod, state)
  // With this reason, kube-scheduler's search for pods to preempt fails too, and adds its own two words.
  if (claim !== undefined) return {message: `0/${total} nodes are available: persistentvolumeclaim "${claim}" not found. not found`}
  const judge = filters.map(filter => filter(pod, state))
  const refusalOf = (place: Place): Refusal | undefined =>
    judge.reduce<Refusal | undefined>((found, look) => found ?? look(place), undefined)
  const verdicts = state.places.map(place => ({place, refusal: refusalOf(place)}))
  const [best] = verdicts.filter(({refusal}) => refusal === undefined).toSorted((a, b) => a.place.pods.length - b.place.pods.length)
  if (best !== undefined) return {node: best.place.node.metadata.name}
  const refusals = verdicts.flatMap(({refusal}) => refusal ?? [])
  const reasons = counted(refusals.flatMap(refusal => refusal.reasons))
  return {
    message: unschedulable(
      total,
      reasons,
      refusals.map(({preemptable}) => preemptable),
      pod,
    ),
  }
}

function missingClaim({metadata, spec}: Pod, {claims}: ClusterState): string | undefined {
  const names = (spec.volumes ?? []).flatMap(({persistentVolumeClaim}) => persistentVolumeClaim?.claimName ?? [])
  return names.find(name => !claims.has(`${metadata.namespace ?? 'default'}/${name}`))
}

function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts]
    .map(([text, count]) => `${count} ${text}`)
    .toSorted()
    .join(', ')
}

function unschedulable(total: number, reasons: string, preemptable: readonly boolean[], {spec}: Pod): string {
  const available = `0/${total} nodes are available:`
  const helps = counted(
    preemptable.map(helpful => (helpful ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling')),
  )
  const preemption = spec.preemptionPolicy === 'Never' ? 'not eligible due to preemptionPolicy=Never.' : `${available} ${helps}.`
  return `${available} ${reasons}. no new claims to deallocate, preemption: ${preemption}`
}
