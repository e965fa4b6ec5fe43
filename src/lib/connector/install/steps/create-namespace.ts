import type {KubeObject} from '../../../kubernetes/objects.ts'
import {createObjects} from '../../../kubernetes/write.ts'
import type {StepKind} from '../../session/step.ts'

/** Creates the namespace of the connectors. */
export interface CreateNamespace {
  readonly do: 'create-namespace'
  readonly namespace: KubeObject
}

export const createNamespace: StepKind<CreateNamespace> = {
  describe: ({namespace}) => `Create the namespace ${namespace.metadata.name}`,

  /** Does nothing if another run has created the namespace in the meantime. */
  async take({namespace}, {session}) {
    await createObjects(session.kubectl, [namespace], {mayExist: [namespace]})
  },
}
