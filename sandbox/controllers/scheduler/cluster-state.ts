import type {ClusterObject, Node} from '../../client/cluster-objects.ts'
import type {Pod} from '../../client/pod-objects.ts'

/** A node with the pods on it. */
export interface Place {
  readonly node: Node
  readonly pods: readonly Pod[]
}

/** What the scheduler looks at for one pod. */
export interface ClusterState {
  readonly places: readonly Place[]
  /** By name. */
  readonly namespaces: ReadonlyMap<string, ClusterObject>
  /** Persistent volume claims by `namespace/name`. */
  readonly claims: ReadonlyMap<string, ClusterObject>
}

/** Why a pod cannot be placed on a node. */
export interface Refusal {
  /** In the words of kube-scheduler. */
  readonly reasons: readonly string[]
  /** Whether it would help if other pods left the node. */
  readonly preemptable: boolean
}

/** A filter plugin of kube-scheduler: looks at the cluster once for a pod, and then at each node. */
export type Filter = (pod: Pod, state: ClusterState) => (place: Place) => Refusal | undefined

/** A refusal that holds whatever else runs on the node. */
export const never = (reason: string): Refusal => ({reasons: [reason], preemptable: false})
