import type {Fact} from '../../checks/engine/fact.ts'
import type {Release} from '../../helm/releases.ts'
import type {DeploymentObject, KubeObject} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {instanceLabel} from '../model/labels.ts'
import type {ConnectorId} from '../model/names.ts'
import type {ConnectorRecord, RecordFault} from '../model/record/record.ts'
import type {Manager, Origin} from '../model/result.ts'

/** Names the Deployment, StatefulSet or DaemonSet of a connector, or its pod if that has none. */
export interface WorkloadRef {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** A connector that is in the cluster, whoever installed it. */
export interface Candidate extends ConnectorId {
  /** The name of its Helm release; without Helm that of its workload, and of a node without a connector its own name. */
  readonly release: string
  /** Namespace of the Helm release, or else of the workload; empty when only a node is left. */
  readonly namespace: string
  readonly nodeName: string
  readonly origin: Origin
  readonly managedBy: Manager | undefined
  /** By what it was found, if by that; then only this runs it. Otherwise everything of the release that runs virtual-kubelet does. */
  readonly workload: WorkloadRef | undefined
  readonly record: ConnectorRecord | undefined
  /** Why the object with the name of its record is not a valid record; undefined if it is valid, or if there is no such object. */
  readonly recordFault: RecordFault | undefined
  /** resourceVersion of the object that holds the record. */
  readonly recordVersion?: string
}

/** What is read to find connectors. */
export interface Readings {
  /** Records, Secrets and pods with the labels of vkctl's chart. */
  readonly own: Fact<Reading>
  /** Deployments, StatefulSets and DaemonSets that run a connector, and pods that run one without them. */
  readonly workloads: Fact<Reading>
  /** Pods of the workloads that run a connector of others. */
  readonly pods: Fact<Reading>
  /** Virtual nodes. */
  readonly nodes: Fact<Reading>
  readonly releases: Fact<readonly Release[]>
  /** Further objects with the labels of vkctl's chart. */
  readonly more: Fact<Reading>
  /** Names of nodes that have container groups. */
  readonly groupNodes: readonly string[]
}

/** Whether a workload runs this connector. */
export function runs(
  object: DeploymentObject,
  {workload, release, namespace}: Pick<Candidate, 'workload' | 'release' | 'namespace'>,
): boolean {
  const {kind, metadata} = object
  if (workload === undefined) return belongsTo(object, {release, namespace})
  return kind === workload.kind && metadata.name === workload.name && (metadata.namespace ?? '') === workload.namespace
}

/** Helm annotates each object with its release; Helm 2 sets only labels. */
export function belongsTo(
  {metadata: {annotations = {}, labels = {}}}: KubeObject,
  {release, namespace}: Pick<Candidate, 'release' | 'namespace'>,
): boolean {
  const note = annotations['meta.helm.sh/release-name']
  if (note !== undefined) return note === release && annotations['meta.helm.sh/release-namespace'] === namespace
  return labels[instanceLabel] === release || labels['release'] === release
}

export function objectsIn(fact: Fact<Reading>): readonly KubeObject[] {
  return fact.known ? fact.value.objects : []
}
