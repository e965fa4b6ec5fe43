import {labelNode, taintNode} from '../../../kubernetes/node.ts'
import type {StepKind} from '../../session/step.ts'

/** Sets labels and taints of a node that somebody changed. Its pods keep running. */
export interface MendNode {
  readonly do: 'mend-node'
  readonly nodeName: string
  /** As `key=value`. */
  readonly labels: readonly string[]
  /** As `key=value:effect`; with a minus sign at the end, to remove it. */
  readonly taints: readonly string[]
}

export const mendNode: StepKind<MendNode> = {
  describe: ({nodeName, labels, taints}) => {
    const changes = [
      ...labels.map(label => `label ${label}`),
      ...taints.map(taint => (taint.endsWith('-') ? `no taint ${taint.slice(0, -1)}` : `taint ${taint}`)),
    ]
    return `Restore the node ${nodeName}: ${changes.join(', ')}`
  },
  async take({nodeName, labels, taints}, {session: {kubectl}}) {
    if (labels.length > 0) await labelNode(kubectl, nodeName, labels)
    if (taints.length > 0) await taintNode(kubectl, nodeName, taints)
  },
}
