import {ofKind} from '../../../kubernetes/objects.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {deleteObjects} from '../../../kubernetes/write.ts'
import {instanceLabel, managedBy, managedByLabel} from '../../model/labels.ts'
import type {StepKind} from '../../session/step.ts'

/** Deletes the Secret with the credentials of the connector, if vkctl created it. */
export interface DeleteSecret {
  readonly do: 'delete-secret'
  readonly name: string
  readonly namespace: string
}

export const deleteSecret: StepKind<DeleteSecret> = {
  describe: ({name}) => `Delete the Secret ${name}`,

  /** A Secret of somebody else with this name has other labels. */
  async take({name, namespace}, {session: {kubectl}}) {
    const ref = {apiVersion: 'v1', kind: 'Secret', name, namespace}
    const {objects, unread} = await readObjects(kubectl, [ref])
    if (unread.length > 0) throw unreadError(`read the Secret ${name}`, unread)
    const labels = ofKind(objects, 'Secret')[0]?.metadata.labels ?? {}
    if (labels[managedByLabel] === managedBy && labels[instanceLabel] === name) await deleteObjects(kubectl, [ref], {waitMs: 30_000})
  },
}
