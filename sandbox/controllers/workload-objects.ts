import type {ClusterObject, Condition, LabelSelector, ObjectMeta} from '../client/cluster-objects.ts'
import type {PodSpec} from '../client/pod-objects.ts'

export interface PodTemplate {
  metadata?: Partial<ObjectMeta>
  spec: PodSpec
}

export interface ReplicaSet extends ClusterObject {
  spec: {replicas?: number; minReadySeconds?: number; selector: LabelSelector; template: PodTemplate}
  status?: ReplicaSetStatus
}

export interface ReplicaSetStatus {
  replicas: number
  fullyLabeledReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  terminatingReplicas?: number
  observedGeneration?: number
  conditions?: Condition[]
}

export interface Deployment extends ClusterObject {
  spec: {
    replicas?: number
    minReadySeconds?: number
    paused?: boolean
    progressDeadlineSeconds?: number
    revisionHistoryLimit?: number
    selector: LabelSelector
    strategy?: {type?: 'Recreate' | 'RollingUpdate'; rollingUpdate?: {maxSurge?: number | string; maxUnavailable?: number | string}}
    template: PodTemplate
  }
  status?: DeploymentStatus
}

export interface DeploymentStatus {
  observedGeneration?: number
  replicas?: number
  updatedReplicas?: number
  readyReplicas?: number
  availableReplicas?: number
  unavailableReplicas?: number
  terminatingReplicas?: number
  collisionCount?: number
  conditions?: Condition[]
}

export interface DaemonSet extends ClusterObject {
  spec: {minReadySeconds?: number; selector: LabelSelector; template: PodTemplate}
  status?: DaemonSetStatus
}

export interface DaemonSetStatus {
  currentNumberScheduled: number
  desiredNumberScheduled: number
  numberMisscheduled: number
  numberReady: number
  updatedNumberScheduled?: number
  numberAvailable?: number
  numberUnavailable?: number
  observedGeneration?: number
}

export interface Namespace extends ClusterObject {
  spec?: {finalizers?: string[]}
  status?: {phase?: string; conditions?: Condition[]}
}

export interface PodDisruptionBudget extends ClusterObject {
  spec: {selector?: LabelSelector; minAvailable?: number | string; maxUnavailable?: number | string}
  status?: {
    observedGeneration?: number
    disruptedPods?: Record<string, string>
    disruptionsAllowed: number
    currentHealthy: number
    desiredHealthy: number
    expectedPods: number
    conditions?: Condition[]
  }
}
