import {cordon} from '../../../kubernetes/write.ts'
import type {StepKind} from './step.ts'

/** Keeps new pods off the node. */
export interface CordonNode {
  readonly do: 'cordon-node'
  readonly nodeName: string
}

export const cordonNode: StepKind<CordonNode> = {
  describe: ({nodeName}) => `Cordon the node ${nodeName}`,
  take: ({nodeName}, {session}) => cordon(session.kubectl, nodeName),
}
