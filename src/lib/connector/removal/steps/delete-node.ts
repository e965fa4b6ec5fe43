import {nodeLeaseRef, nodeRef} from '../../../kubernetes/node.ts'
import {deleteObjects} from '../../../kubernetes/write.ts'
import {podsOn} from '../facts.ts'
import {deleteByNamespace} from './delete-pods.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Deletes the node, its lease, and the pods that are left on the node. */
export interface DeleteNode {
  readonly do: 'delete-node'
  readonly nodeName: string
}

export const deleteNode: StepKind<DeleteNode> = {
  describe: ({nodeName}) => `Delete the node ${nodeName} and its lease`,

  async take({nodeName}, {host, session, deadline}) {
    await deleteObjects(session.kubectl, [nodeRef(nodeName), nodeLeaseRef(nodeName)], {waitMs: remainingMs({host, deadline})})
    // The container groups of these pods are gone, and no kubelet ends the pods. While the node exists, a DaemonSet would create new ones.
    const left = await podsOn(session, nodeName)
    if (left.length > 0) await deleteByNamespace(session, left, {graceSeconds: 0, force: true})
  },
}
