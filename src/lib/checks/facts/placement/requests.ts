import type {PlacementSpec, SizedContainer} from '../../../kubernetes/kinds/pod-placement.ts'
import type {NodeObject} from '../../../kubernetes/objects.ts'
import {amountOf} from '../../manifest/quantity.ts'
import type {Obstacle} from './obstacles.ts'

export interface SizedPod extends PlacementSpec {
  readonly containers?: readonly SizedContainer[]
  readonly initContainers?: readonly SizedContainer[]
}

/** Resources by name, in CPUs, bytes or pieces. */
export type Amounts = Readonly<Record<string, number>>

/**
 * What a pod requests, as kube-scheduler adds it up: its containers and sidecars together, or its largest init container if that is more.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function podRequests({containers = [], initContainers = [], overhead = {}}: SizedPod): Amounts {
  const sidecars = initContainers.filter(({restartPolicy}) => restartPolicy === 'Always')
  const together = [...containers, ...sidecars].map(requestsOf).reduce(sum, {})
  const largest = initContainers.map(requestsOf).reduce(most, {})
  return sum(most(together, largest), amounts(overhead))
}

/** The API server fills in a limit as the request of a resource without one; a template of a chart does not have that yet. */
function requestsOf({resources: {requests = {}, limits = {}} = {}}: SizedContainer): Amounts {
  return amounts({...limits, ...requests})
}

function amounts(quantities: Readonly<Record<string, string>>): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, amountOf(quantity)]))
}

export function sum(some: Amounts, more: Amounts): Amounts {
  return Object.fromEntries([...Object.keys(some), ...Object.keys(more)].map(name => [name, (some[name] ?? 0) + (more[name] ?? 0)]))
}

function most(some: Amounts, other: Amounts): Amounts {
  return Object.fromEntries([...Object.keys(some), ...Object.keys(other)].map(name => [name, Math.max(some[name] ?? 0, other[name] ?? 0)]))
}

/** A resource that a pod requests, and what a node offers of it. */
export interface Shortage extends Obstacle {
  readonly kind: 'resource'
  readonly resource: string
  /** Whether the node has some of it. */
  readonly offered: boolean
}

/** The resources of which the pod requests more than the node has, or than is left beside `used`. */
export function shortages(pod: SizedPod, {metadata: {name}, status}: NodeObject, used: Amounts = {}): readonly Shortage[] {
  const allocatable = status?.allocatable ?? {}
  // Without allocatable nothing is known about the node.
  if (status?.allocatable === undefined) return []
  return Object.entries({...podRequests(pod), pods: 1}).flatMap(([resource, amount]): readonly Shortage[] => {
    const has = amountOf(allocatable[resource] ?? '0')
    const taken = used[resource] ?? 0
    // A quantity that cannot be read is not compared.
    if (amount === 0 || !(amount + taken > has)) return []
    const offered = has > 0
    const [verb, what] =
      resource === 'pods' ? ['takes', 'no more pods'] : offered ? ['has', `too little ${resource}`] : ['offers', `no ${resource}`]
    return [{kind: 'resource', resource, offered, why: `${name} ${verb} ${what}`, what}]
  })
}
