import {InterruptedError, UserError} from '../../../errors.ts'
import {drain, uncordon} from '../../../kubernetes/write.ts'
import {remainingMs, type StepKind} from './step.ts'

/** Evicts the pods of the node. Respects disruption budgets and the grace periods of the pods. */
export interface DrainNode {
  readonly do: 'drain-node'
  readonly nodeName: string
}

export const drainNode: StepKind<DrainNode> = {
  describe: ({nodeName}) => `Drain the node ${nodeName}`,

  /** If the drain fails, marks the node as schedulable again. */
  async take({nodeName}, {host, session, deadline}) {
    try {
      await drain(session.kubectl, nodeName, remainingMs({host, deadline}))
    } catch (error) {
      if (error instanceof InterruptedError) throw error
      await uncordon(session.kubectl, nodeName)
      const why = (error as Error).message.replace(/\.?$/, '.')
      throw new UserError(`${why} The connector was not removed, and its node is schedulable again.`, {
        ...(error instanceof UserError && {exitCode: error.exitCode}),
        hints: [
          'A disruption budget or a long grace period can delay the pods. Wait, use a longer --timeout, or remove without --graceful.',
        ],
        cause: error,
      })
    }
  },
}
