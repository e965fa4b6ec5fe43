import type {ContainerGroupInstance} from '../../azure/azure.ts'
import type {Fact} from '../../checks/engine/fact.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

/** What was read about one pod: `why` and the page of `validate` make a time line and a cause of it (pod-history/build-story.ts). Plain data without secrets. */
export interface PodHistory {
  readonly readAt: Date
  /** Only its identity, its placement and its status; of containers that wait to be started again, the state that ACI reports. */
  readonly pod: PodObject
  /** Whether it is on a virtual node, or selects virtual nodes and is on no node yet. */
  readonly isForVirtualNodes: boolean
  /** The events about it, not those about another pod of the same name. The API server deletes events after an hour. */
  readonly events: Fact<readonly PodEvent[]>
  /** What the connector of its node wrote about it; empty if it is on no virtual node. */
  readonly log: Fact<readonly LogLine[]>
  /** The container group with its UID; undefined if there is none. */
  readonly containerGroup: Fact<ContainerGroupInstance | undefined>
  /** The roles that the identity of the connector has in its ACI resource group; only read if Azure refused the pod. */
  readonly roles: Fact<readonly RoleInForce[]>
}

/** Times are ISO 8601, in UTC. */
export interface PodEvent {
  readonly time: string
  readonly lastTime: string
  readonly count: number
  /** `Normal` or `Warning`. */
  readonly type: string
  readonly reason: string
  readonly message: string
  /** Who reported it: `default-scheduler`, `NODE/pod-controller` for a connector, `kubelet`, … */
  readonly component: string
}

/** One line of a log. */
export interface LogLine {
  /** ISO 8601, in UTC. */
  readonly time: string
  /** `info`, `warning`, `error`, … */
  readonly level: string
  /** Its message and its error, without the other fields. */
  readonly text: string
}

export interface RoleInForce {
  /** The name of the role, such as `Contributor`. */
  readonly role: string
  readonly scope: string
  /** ISO 8601, in UTC. It takes effect some minutes later. */
  readonly assignedAt: string
}
