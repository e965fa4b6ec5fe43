import {InterruptedError, UserError} from '../../../errors.ts'
import {drain} from '../../../kubernetes/write.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Evicts the pods of the node. Respects disruption budgets and the grace periods of the pods. */
export interface DrainNode {
  readonly do: 'drain-node'
  readonly nodeName: string
}

export const drainNode: StepKind<DrainNode> = {
  describe: ({nodeName}) => `Drain the node ${nodeName}`,

  async take({nodeName}, {host, session, deadline}) {
    try {
      await drain(session.kubectl, nodeName, remainingMs({host, deadline}))
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof InterruptedError) throw error
      throw new UserError(error.message, {
        exitCode: error.exitCode,
        hints: [
          'A disruption budget or a long grace period delays the pods. Wait, pass a longer --timeout, or remove the connector without --graceful.',
        ],
        cause: error,
      })
    }
  },
}
