export interface Toleration {
  readonly key?: string
  /** Default: Equal. */
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
}

/** A requirement of a node affinity or a selector for a label or field. */
export interface NodeRequirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

/** What a container asks of its node. */
export interface SizedContainer {
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>
    readonly limits?: Readonly<Record<string, string>>
  }
  readonly ports?: readonly {readonly hostPort?: number}[]
  /** `Always` of an init container: it runs beside the containers. */
  readonly restartPolicy?: string
}

interface PodTerm {
  readonly topologyKey: string
}

/** The fields of a pod that decide where it can be placed (https://kubernetes.io/docs/concepts/scheduling-eviction/). */
export interface PlacementSpec {
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly tolerations?: readonly Toleration[]
  readonly affinity?: {
    readonly nodeAffinity?: {
      readonly requiredDuringSchedulingIgnoredDuringExecution?: {
        readonly nodeSelectorTerms: readonly {
          readonly matchExpressions?: readonly NodeRequirement[]
          readonly matchFields?: readonly NodeRequirement[]
        }[]
      }
    }
    readonly podAffinity?: {readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodTerm[]}
    readonly podAntiAffinity?: {readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodTerm[]}
  }
  readonly topologySpreadConstraints?: readonly (PodTerm & {readonly whenUnsatisfiable: string})[]
  /** With the address of its node, so that no NetworkPolicy applies to it. */
  readonly hostNetwork?: boolean
  readonly schedulerName?: string
  /** kube-scheduler leaves the pod alone until somebody has removed all of them. */
  readonly schedulingGates?: readonly {readonly name: string}[]
  /** Devices that the pod asks for (dynamic resource allocation). */
  readonly resourceClaims?: readonly {readonly name: string}[]
  readonly overhead?: Readonly<Record<string, string>>
  readonly priorityClassName?: string
  /** The number of its priority class; pods with a lower one can be evicted for it. */
  readonly priority?: number
}
