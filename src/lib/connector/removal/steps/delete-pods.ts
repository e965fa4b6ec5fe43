import type {PodObject} from '../../../kubernetes/objects.ts'
import {deletePods as deletePodsIn} from '../../../kubernetes/write.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {StepKind} from '../../session/step.ts'

/** Deletes the pods on the node. Their controllers create new ones on other nodes. */
export interface DeletePods {
  readonly do: 'delete-pods'
  readonly nodeName: string
  readonly pods: readonly PodObject[]
}

export const deletePods: StepKind<DeletePods> = {
  describe: ({nodeName}) => `Delete the pods on ${nodeName}`,
  take: ({pods}, {session}) => deleteByNamespace(session, pods, {graceSeconds: 1}),
}

/** Deletes pods of several namespaces. `force` deletes them from the API at once, without the kubelet of their node. */
export async function deleteByNamespace(
  {kubectl}: ClusterSession,
  pods: readonly PodObject[],
  options: {readonly graceSeconds: number; readonly force?: boolean},
): Promise<void> {
  const byNamespace = Map.groupBy(pods, ({metadata}) => metadata.namespace ?? 'default')
  await Promise.all(
    [...byNamespace].map(([namespace, ofNamespace]) =>
      deletePodsIn(
        kubectl,
        namespace,
        ofNamespace.map(({metadata}) => metadata.name),
        options,
      ),
    ),
  )
}
