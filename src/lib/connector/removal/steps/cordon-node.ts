import {cordon} from '../../../kubernetes/node.ts'
import type {StepKind} from '../../session/step.ts'

/** Marks the node as unschedulable, so that it gets no new pods. */
export interface CordonNode {
  readonly do: 'cordon-node'
  readonly nodeName: string
}

export const cordonNode: StepKind<CordonNode> = {
  describe: ({nodeName}) => `Cordon the node ${nodeName}`,
  take: ({nodeName}, {session}) => cordon(session.kubectl, nodeName),
}
