/** An event of a container group or of one of its containers: an image was pulled, a container was started, … */
export interface ContainerEvent {
  /** `Pulling`, `Pulled`, `Created`, `Started`, `Failed`, `BackOff`, `Killing`, … */
  readonly name: string
  /** `Normal` or `Warning`. */
  readonly type: string
  readonly message: string
  /** How often it happened. */
  readonly count: number
  /** The container that it is about; undefined if it is about the group. */
  readonly container: string | undefined
  /** When it happened for the first and the last time, in ISO 8601; undefined if ACI does not say. */
  readonly firstTime: string | undefined
  readonly lastTime: string | undefined
}

/** The state of a container in ACI. */
export interface ContainerInstance {
  readonly name: string
  /** `Waiting`, `Running`, `Terminated`, …; undefined until ACI reports it. */
  readonly state: string | undefined
  /** Such as `CrashLoopBackOff: Back-off restarting failed`; may be empty. */
  readonly detail: string
  readonly restartCount: number
  /** How it ended; undefined if it has not. */
  readonly end: ContainerEnd | undefined
  /** How it ended before its last restart; undefined if it did not. */
  readonly previousEnd: ContainerEnd | undefined
}

export interface ContainerEnd {
  readonly exitCode: number
  /** ISO 8601; undefined if ACI does not say. */
  readonly finishTime: string | undefined
  /** `Error`, `Completed`, …; may be empty. */
  readonly detail: string
}
