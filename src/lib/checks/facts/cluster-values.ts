import type {Cluster, ContainerGroup, Provider} from '../../azure/azure.ts'
import type {NodeObject, PodObject} from '../../kubernetes/objects.ts'
import {rulesAbout} from '../engine/rule.ts'

/** The subject of checks of the cluster and its subscription. `target` is the name of the cluster. */
export interface ClusterSubject {
  readonly target: string
  readonly now: Date
}

/** Facts about the cluster and its subscription that do not depend on a connector. */
export interface ClusterValues {
  readonly cluster: Cluster
  /** `Enabled`, `Disabled`, …; undefined if the user of vkctl may not read it. */
  readonly subscriptionState: string | undefined
  /** The resource provider Microsoft.ContainerInstance. */
  readonly provider: Provider
  /** Nodes with the label type=virtual-kubelet, of all connectors. */
  readonly virtualNodes: readonly NodeObject[]
  /** The other nodes. Of each only what decides where pods are placed. */
  readonly nodes: readonly NodeObject[]
  /** Pods of all namespaces that are not scheduled. */
  readonly pendingPods: readonly PodObject[]
  /** Names of all namespaces. */
  readonly namespaces: readonly string[]
  /** Container groups in the node resource group of the cluster whose node is not in the cluster and belongs to no connector. */
  readonly groupsLeftBehind: readonly ContainerGroup[]
  /** Role assignments that vkctl created for connectors of the cluster, and that no record of a connector names. */
  readonly unrecordedAssignments: readonly {readonly id: string; readonly connectorName: string}[]
  /** The CA of the client certificates that the API server uses, as PEM; undefined if the cluster does not publish it. */
  readonly clientCa: string | undefined
}

export const clusterRule = rulesAbout<ClusterSubject, ClusterValues>()
