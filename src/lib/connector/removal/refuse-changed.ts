import {LockedError} from '../../errors.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {unreadError} from '../../kubernetes/unread.ts'
import {oldRecordName, recordName, recordObjectOf} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {RemovalTarget} from './facts.ts'

/** Rejects with LockedError if another run changed a connector after this run read it and before this run got the lock: then the plan is outdated. */
export async function refuseChanged({kubectl}: ClusterSession, targets: readonly RemovalTarget[]): Promise<void> {
  const recorded = targets.map(({connector}) => connector).filter(({record}) => record !== undefined)
  const {objects, unread} = await readObjects(
    kubectl,
    recorded.flatMap(({release, namespace}) => [
      {apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace},
      {apiVersion: 'v1', kind: 'ConfigMap', name: oldRecordName(release), namespace},
    ]),
  )
  if (unread.length > 0) throw unreadError('read the records again', unread)
  for (const {release, namespace, recordVersion} of recorded) {
    const now = recordObjectOf(objects, release, namespace)
    if (now?.metadata.resourceVersion === recordVersion) continue
    throw new LockedError(`Another vkctl has just changed ${release}. Nothing was removed.`, {
      hints: ['Run the command again.'],
    })
  }
}
