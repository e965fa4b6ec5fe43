import type {Cluster, Provider} from '../../azure/azure.ts'
import type {NodeObject, PodObject} from '../../kubernetes/objects.ts'
import {rulesAbout} from '../engine/rule.ts'

/** What checks of the cluster and its subscription are about. */
export interface ClusterSubject {
  readonly target: string
  readonly now: Date
}

/** What is known of the cluster and its subscription, whatever connectors there are. */
export interface ClusterValues {
  readonly cluster: Cluster
  /** Microsoft.ContainerInstance. */
  readonly provider: Provider
  /** Nodes of type virtual-kubelet, whoever registered them. */
  readonly virtualNodes: readonly NodeObject[]
  /** Pods of all namespaces that no node was found for. */
  readonly pendingPods: readonly PodObject[]
  /** Names of all namespaces. */
  readonly namespaces: readonly string[]
  /** CA that signs the API server's client certificates, PEM; undefined where the cluster publishes none. */
  readonly clientCa: string | undefined
}

export const clusterRule = rulesAbout<ClusterSubject, ClusterValues>()
