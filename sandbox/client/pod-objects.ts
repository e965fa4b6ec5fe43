import type {ClusterObject, Condition, LabelSelector, SelectorTerm, Toleration} from './cluster-objects.ts'

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: {
    secretKeyRef?: {name: string; key: string; optional?: boolean}
    configMapKeyRef?: {name: string; key: string; optional?: boolean}
    fieldRef?: {fieldPath: string}
    resourceFieldRef?: {resource: string; containerName?: string}
  }
}

export interface Probe {
  exec?: {command?: string[]}
  httpGet?: {path?: string; port: number | string; scheme?: string; httpHeaders?: {name: string; value: string}[]}
  tcpSocket?: {port: number | string}
  grpc?: {port: number}
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  successThreshold?: number
  failureThreshold?: number
  terminationGracePeriodSeconds?: number
}

type LifecycleHandler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket'>

export interface Container {
  name: string
  image: string
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  command?: string[]
  args?: string[]
  env?: EnvVar[]
  envFrom?: {prefix?: string; secretRef?: {name: string; optional?: boolean}; configMapRef?: {name: string; optional?: boolean}}[]
  ports?: {name?: string; containerPort: number; protocol?: string; hostPort?: number; hostIP?: string}[]
  resources?: {requests?: Record<string, string>; limits?: Record<string, string>}
  volumeMounts?: {name: string; mountPath: string; subPath?: string; readOnly?: boolean}[]
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: {preStop?: LifecycleHandler; postStart?: LifecycleHandler}
  /** Of an init container: `Always` makes it a sidecar. */
  restartPolicy?: string
  securityContext?: {runAsNonRoot?: boolean; runAsUser?: number; readOnlyRootFilesystem?: boolean}
}

export interface KeyToPath {
  key: string
  path: string
  mode?: number
}

export interface Volume {
  name: string
  secret?: {secretName: string; items?: KeyToPath[]; optional?: boolean; defaultMode?: number}
  configMap?: {name: string; items?: KeyToPath[]; optional?: boolean; defaultMode?: number}
  projected?: {
    defaultMode?: number
    sources?: {
      serviceAccountToken?: {path: string; audience?: string; expirationSeconds?: number}
      secret?: {name: string; items?: KeyToPath[]; optional?: boolean}
      configMap?: {name: string; items?: KeyToPath[]; optional?: boolean}
      downwardAPI?: {items?: {path: string; fieldRef?: {fieldPath: string}}[]}
    }[]
  }
  emptyDir?: object
  hostPath?: {path: string; type?: string}
  csi?: {driver: string; volumeAttributes?: Record<string, string>}
  azureFile?: {shareName: string; secretName: string; readOnly?: boolean}
  gitRepo?: {repository: string; directory?: string; revision?: string}
  persistentVolumeClaim?: {claimName: string}
}

export interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: {
    nodeSelectorTerms: {matchExpressions?: SelectorTerm[]; matchFields?: SelectorTerm[]}[]
  }
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector
  topologyKey: string
  namespaces?: string[]
  namespaceSelector?: LabelSelector
  matchLabelKeys?: string[]
}

export interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
}

export interface TopologySpreadConstraint {
  maxSkew: number
  topologyKey: string
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  labelSelector?: LabelSelector
  matchLabelKeys?: string[]
  minDomains?: number
  nodeAffinityPolicy?: 'Honor' | 'Ignore'
  nodeTaintsPolicy?: 'Honor' | 'Ignore'
}

export interface PodSpec {
  nodeName?: string
  schedulerName?: string
  serviceAccountName?: string
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  terminationGracePeriodSeconds?: number
  containers: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
  imagePullSecrets?: {name: string}[]
  securityContext?: {runAsNonRoot?: boolean; runAsUser?: number; fsGroup?: number}
  nodeSelector?: Record<string, string>
  tolerations?: Toleration[]
  affinity?: {nodeAffinity?: NodeAffinity; podAffinity?: PodAffinity; podAntiAffinity?: PodAffinity}
  topologySpreadConstraints?: TopologySpreadConstraint[]
  schedulingGates?: {name: string}[]
  overhead?: Record<string, string>
  /** Of the whole pod. */
  resources?: {requests?: Record<string, string>; limits?: Record<string, string>}
  priorityClassName?: string
  preemptionPolicy?: string
  dnsPolicy?: string
  dnsConfig?: {nameservers?: string[]; searches?: string[]; options?: {name: string; value?: string}[]}
  enableServiceLinks?: boolean
}

export interface ContainerState {
  waiting?: {reason?: string; message?: string}
  running?: {startedAt: string | null}
  terminated?: {
    exitCode: number
    reason?: string
    message?: string
    signal?: number
    startedAt: string | null
    finishedAt: string | null
    containerID?: string
  }
}

export interface ContainerStatus {
  name: string
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started?: boolean
}

export interface PodStatus {
  phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
  reason?: string
  message?: string
  conditions?: Condition[]
  hostIP?: string
  hostIPs?: {ip: string}[]
  podIP?: string
  podIPs?: {ip: string}[]
  startTime?: string | null
  containerStatuses?: ContainerStatus[]
  initContainerStatuses?: ContainerStatus[]
  qosClass?: string
  observedGeneration?: number
}

export interface Pod extends ClusterObject {
  spec: PodSpec
  status?: PodStatus
}

export const podPath = (pod: Pod): string => `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`
