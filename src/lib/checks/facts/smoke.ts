/** What a sample pod goes through, in this order. */
export const smokePhases = ['scheduled', 'created', 'running', 'log', 'deleted', 'gone'] as const

/**
 * `scheduled`: placed on the node. `created`: Azure has its container group. `running`: its container runs. `log`: kubectl logs gave a
 * line. `deleted`: its Pod is gone. `gone`: its container group is gone.
 */
export type SmokePhase = (typeof smokePhases)[number]

/** How long a phase took, over the pods of a node that came through it, in milliseconds. */
export interface PhaseTimes {
  readonly phase: SmokePhase
  readonly p50Ms: number
  readonly maxMs: number
}

/** How it went with the sample pods on one virtual node (schemas/validation.schema.json). */
export interface SmokeNode {
  readonly nodeName: string
  readonly osType: 'Linux' | 'Windows'
  readonly connectorName: string
  /** How many were run. */
  readonly pods: number
  /** A phase that no pod came through is left out. */
  readonly phases: readonly PhaseTimes[]
  /** An address of one of them that was open to the internet. */
  readonly publicIp: string | null
  /** Where pods did not get on, and why. */
  readonly failed: readonly {readonly pod: string; readonly phase: SmokePhase; readonly reason: string}[]
  /** Whether one of them failed because time ran out. */
  readonly timedOut: boolean
  /** What could not be cleaned up, or not be looked at. */
  readonly left: readonly string[]
}
