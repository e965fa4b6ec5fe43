import type {KubeObject} from '../../../kubernetes/objects.ts'
import {applyObjects as applyIn} from '../../../kubernetes/write.ts'
import type {StepKind} from '../../session/step.ts'

/** Applies objects that vkctl itself owns. */
export interface ApplyObjects {
  readonly do: 'apply'
  readonly objects: readonly KubeObject[]
}

export const applyObjects: StepKind<ApplyObjects> = {
  describe: ({objects}) => `Apply ${objects.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')}`,
  async take({objects}, {session}) {
    await applyIn(session.kubectl, objects)
  },
}
