import {uncordon} from '../../../kubernetes/cordon.ts'
import type {StepKind} from '../../session/step.ts'

/** Lets a node take pods again that an interrupted removal cordoned. */
export interface UncordonNode {
  readonly do: 'uncordon'
  readonly nodeName: string
}

export const uncordonNode: StepKind<UncordonNode> = {
  describe: ({nodeName}) => `Uncordon the node ${nodeName}, which an interrupted removal cordoned`,
  take: ({nodeName}, {session}) => uncordon(session.kubectl, nodeName),
}
