import {InterruptedError, UserError} from '../../../errors.ts'
import {drain, uncordon} from '../../../kubernetes/write.ts'
import {remainingMs, type StepKind} from './step.ts'

/** Moves the pods off the node with respect to disruption budgets and their grace periods. */
export interface DrainNode {
  readonly do: 'drain-node'
  readonly nodeName: string
}

export const drainNode: StepKind<DrainNode> = {
  describe: ({nodeName}) => `Drain the node ${nodeName}`,

  /** When the pods do not go, the node takes pods again. */
  async take({nodeName}, {host, session, deadline}) {
    try {
      await drain(session.kubectl, nodeName, remainingMs({host, deadline}))
    } catch (error) {
      if (error instanceof InterruptedError) throw error
      await uncordon(session.kubectl, nodeName)
      const why = (error as Error).message.replace(/\.?$/, '.')
      throw new UserError(`${why} The connector stays, and its node takes pods again.`, {
        ...(error instanceof UserError && {exitCode: error.exitCode}),
        hints: ['A disruption budget or a long grace period holds the pods; wait, give a longer --timeout, or remove without --graceful.'],
        cause: error,
      })
    }
  },
}
