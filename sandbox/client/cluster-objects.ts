/** The parts of Kubernetes objects that the sandbox reads or writes, as they are in JSON. */
export interface ObjectMeta {
  name: string
  namespace?: string
  generateName?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  deletionGracePeriodSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
  finalizers?: string[]
  ownerReferences?: OwnerReference[]
}

export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ClusterObject {
  apiVersion?: string
  kind?: string
  metadata: ObjectMeta
}

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: string | null
  lastUpdateTime?: string
  lastHeartbeatTime?: string
  lastProbeTime?: string | null
  observedGeneration?: number
}

export interface SelectorTerm {
  key: string
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  values?: string[]
}

export interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: SelectorTerm[]
}

export interface Taint {
  key: string
  value?: string
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  timeAdded?: string
}

export interface Toleration {
  key?: string
  operator?: 'Equal' | 'Exists'
  value?: string
  effect?: Taint['effect']
  tolerationSeconds?: number
}

export interface Node extends ClusterObject {
  spec?: {taints?: Taint[]; unschedulable?: boolean; providerID?: string; podCIDR?: string}
  status?: {
    phase?: string
    capacity?: Record<string, string>
    allocatable?: Record<string, string>
    conditions?: Condition[]
    addresses?: {type: string; address: string}[]
    daemonEndpoints?: {kubeletEndpoint: {Port: number}}
    nodeInfo?: Record<string, string>
  }
}

export interface Lease extends ClusterObject {
  spec?: {holderIdentity?: string; leaseDurationSeconds?: number; renewTime?: string}
}

export interface Secret extends ClusterObject {
  type?: string
  data?: Record<string, string>
}

export interface ConfigMap extends ClusterObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
}

export interface Service extends ClusterObject {
  spec?: {clusterIP?: string; ports?: {name?: string; port: number; protocol?: string}[]}
}
