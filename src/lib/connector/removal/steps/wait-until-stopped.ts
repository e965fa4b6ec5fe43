import type {StepKind} from '../../session/step.ts'
import {untilStopped} from '../../session/until-stopped.ts'

/** Waits until no pod runs the connector: a running connector would write the status and the lease of its node again. */
export interface WaitUntilStopped {
  readonly do: 'wait-until-stopped'
  readonly nodeName: string
  /** Namespace of the connector's pods. */
  readonly namespace: string
}

export const waitUntilStopped: StepKind<WaitUntilStopped> = {
  describe: ({nodeName}) => `Wait until the connector of ${nodeName} has stopped`,
  take: (step, context) => untilStopped(context, step),
}
