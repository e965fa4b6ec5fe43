import {UserError} from '../../../errors.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {replaceObject} from '../../drift/restore.ts'
import {readRecord, recordName, recordObject, type ConnectorRecord} from '../../model/record/record.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'

/** Changes the record of a connector as it is in the cluster now. Rejects with UserError if somebody removed it. */
export async function changeRecord(
  {kubectl}: Pick<ClusterSession, 'kubectl'>,
  {release, namespace}: Pick<ConnectorRecord, 'release' | 'namespace'>,
  change: (record: ConnectorRecord) => ConnectorRecord,
): Promise<void> {
  const {objects, unread} = await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}])
  if (unread.length > 0) throw unreadError(`read the record of ${release}`, unread)
  const [object] = objects
  const record = object && readRecord(object).record
  if (record === undefined) throw new UserError(`Somebody changed the record of ${release} during the install.`)
  await replaceObject(kubectl, recordObject(change(record)))
}
