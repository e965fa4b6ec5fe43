/** Who did what an entry tells, or who reported it. `container`: a container in ACI. */
export const sources = ['scheduler', 'connector', 'azure', 'kubernetes', 'container'] as const

/** Something that happened to a pod, once or several times. Times are ISO 8601, in UTC. */
export interface TimeLineEntry {
  readonly time: string
  /** The same as `time` if it happened once. */
  readonly lastTime: string
  readonly count: number
  readonly source: (typeof sources)[number]
  readonly level: 'normal' | 'warning'
  readonly text: string
}

/** Why a pod does not run, and what to do. */
export interface PodCause {
  /** The check that found it, and the section about it in docs/checks.md; null if no check did. */
  readonly check: string | null
  readonly docs: string | null
  /** One or more sentences. */
  readonly message: string
  /** What to do, one sentence or command a line; empty if nothing has to be done. */
  readonly remedy: string
  /** The lines of the remedy that are commands to copy, if there are some. */
  readonly commands?: readonly string[]
}

/** What `why` prints (schemas/why.schema.json). */
export interface PodStory {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** Null while the pod is on no node. */
  readonly nodeName: string | null
  /** As `kubectl get pods` shows it: Running, Pending, ProviderFailed, … */
  readonly status: string
  /**
   * `ok`: it runs or has succeeded. `problem`: it does not. `unknown`: it does not, and what would say why could not be read. `skipped`: it is not
   * meant for virtual nodes.
   */
  readonly verdict: 'ok' | 'problem' | 'unknown' | 'skipped'
  /** Null if the verdict is ok. */
  readonly cause: PodCause | null
  /** Oldest first. */
  readonly timeLine: readonly TimeLineEntry[]
  /** What could not be read, and why. */
  readonly notRead: readonly string[]
}
