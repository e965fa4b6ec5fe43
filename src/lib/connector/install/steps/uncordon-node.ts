import {uncordon} from '../../../kubernetes/node.ts'
import type {StepKind} from '../../session/step.ts'

/** Lets a node take pods again. */
export interface UncordonNode {
  readonly do: 'uncordon'
  readonly nodeName: string
  /** vkctl cordoned it in a removal that was interrupted. */
  readonly by: 'vkctl' | 'somebody'
}

export const uncordonNode: StepKind<UncordonNode> = {
  describe: ({nodeName, by}) => `Uncordon the node ${nodeName}, which ${by === 'vkctl' ? 'an interrupted removal' : 'somebody'} cordoned`,
  take: ({nodeName}, {session}) => uncordon(session.kubectl, nodeName),
}
