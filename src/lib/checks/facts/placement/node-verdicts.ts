import type {NodeObject, PodObject} from '../../../kubernetes/objects.ts'
import {someOf} from '../../wording/some-of.ts'
import {obstacles, type Obstacle} from './obstacles.ts'
import {podRequests, shortages, sum, type Amounts, type SizedPod} from './requests.ts'

/** A node, and why kube-scheduler does not place a pod on it; empty if it would. */
export interface NodeVerdict {
  readonly node: NodeObject
  readonly obstacles: readonly Obstacle[]
}

/** What pods on a node request, of the nodes whose pods were read. */
export interface UsedOnNode {
  readonly nodeName: string
  readonly used: Amounts
}

export function nodeVerdicts(pod: SizedPod, nodes: readonly NodeObject[], used: readonly UsedOnNode[] = []): readonly NodeVerdict[] {
  return nodes.map(node => {
    const taken = used.find(({nodeName}) => nodeName === node.metadata.name)?.used
    return {node, obstacles: [...obstacles(pod, node), ...shortages(pod, node, taken)]}
  })
}

/** More kinds of nodes are only counted. */
const most = 4

/** Nodes with the same obstacles in one phrase: `a, b: the taint x:NoSchedule; c: cordoned`. */
export function inWords(verdicts: readonly NodeVerdict[]): string {
  const alike = Map.groupBy(verdicts, one => one.obstacles.map(({what}) => what).join(', '))
  const phrases = [...alike].map(
    ([what, same]) =>
      `${someOf(
        same.map(({node}) => node.metadata.name),
        3,
      )}: ${what}`,
  )
  const more = phrases.length - most
  return [...phrases.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

/** kube-scheduler evicts pods of a lower priority for the pod of a connector (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/). */
const priorities: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
  '': 0,
}

/**
 * What the pods on a node request that kube-scheduler does not evict for this pod. Pods that have ended do not count. Undefined if the priority of the pod
 * is not known, because its class is the user's own.
 */
export function usedBeside({priorityClassName = ''}: SizedPod, pods: readonly PodObject[]): Amounts | undefined {
  const own = priorities[priorityClassName]
  if (own === undefined) return undefined
  return pods
    .filter(({status}) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
    .filter(({spec}) => (spec?.priority ?? 0) >= own)
    .map(({spec = {}}): Amounts => ({...podRequests(spec), pods: 1}))
    .reduce(sum, {})
}
