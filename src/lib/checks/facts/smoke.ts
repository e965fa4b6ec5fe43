/** The phases of a sample pod, in this order. */
export const smokePhases = ['scheduled', 'created', 'running', 'log', 'deleted', 'gone'] as const

/**
 * `scheduled`: the pod is on the node. `created`: its container group exists. `running`: its container runs. `log`: `kubectl logs` returned a
 * line. `deleted`: the Pod object is gone. `gone`: its container group is gone.
 */
export type SmokePhase = (typeof smokePhases)[number]

/** How long a phase took for the pods of a node that completed it, in milliseconds. */
export interface PhaseTimes {
  readonly phase: SmokePhase
  readonly p50Ms: number
  readonly maxMs: number
}

/** The phases that one pod completed, in order, and how long each took, in milliseconds. */
export interface PodTimes {
  readonly pod: string
  readonly phases: readonly {readonly phase: SmokePhase; readonly ms: number}[]
}

/** The results of the sample pods on one virtual node (schemas/validation.schema.json). */
export interface SmokeNode {
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly connectorName: string
  /** The number of sample pods. */
  readonly pods: number
  /** Phases that no pod completed are left out. */
  readonly phases: readonly PhaseTimes[]
  readonly podTimes: readonly PodTimes[]
  /** The public IP address of one of the pods; null if none had one. */
  readonly publicIp: string | null
  /** The pods that failed, with the phase that they did not complete. */
  readonly failed: readonly {
    readonly pod: string
    readonly phase: SmokePhase
    readonly reason: string
    /** Whether Kubernetes refused to create the pod. */
    readonly refused?: true
  }[]
  /** Whether a pod failed because the time ran out. */
  readonly timedOut: boolean
  /** Objects that could not be deleted, or whose deletion could not be confirmed. */
  readonly left: readonly string[]
}
