import {deleteObjects} from '../../../kubernetes/write.ts'
import {remainingMs, type StepKind} from '../../session/step.ts'

/** Deletes a namespace that vkctl created and nobody else uses, with the records in it. */
export interface DeleteNamespace {
  readonly do: 'delete-namespace'
  readonly namespace: string
}

/** Kubernetes empties a namespace within seconds, unless something keeps it. */
const longestMs = 120_000

export const deleteNamespace: StepKind<DeleteNamespace> = {
  describe: ({namespace}) => `Delete the namespace ${namespace}`,
  take: ({namespace}, {host, session, deadline}) =>
    deleteObjects(session.kubectl, [{apiVersion: 'v1', kind: 'Namespace', name: namespace}], {
      waitMs: Math.min(longestMs, remainingMs({host, deadline})),
    }),
}
