import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {chartName} from '../../model/labels.ts'
import {parseReleaseName, type ConnectorId} from '../../model/names.ts'
import {isRecordObject, readRecord} from '../../model/record/record.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'

/** A connector that is installed in the namespace, and where. */
export interface InstalledPlace extends ConnectorId {
  /** As the record says; undefined without a record. */
  readonly aciResourceGroup?: string
}

/** Where connectors of this name are installed in a namespace, by their records and releases. Rejects if that cannot be read. */
export async function readInstalledPlaces(
  {kubectl, releases}: Pick<ClusterSession, 'kubectl' | 'releases'>,
  {connectorName, namespace}: {readonly connectorName: string; readonly namespace: string},
): Promise<readonly InstalledPlace[]> {
  const [{objects, unread}, installed] = await Promise.all([
    listObjects(kubectl, {kinds: ['secrets', 'configmaps'], namespace, labels: `app.kubernetes.io/name=${chartName}`}),
    releases({namespace, isWanted: ({release}) => parseReleaseName(release)?.connectorName === connectorName}),
  ])
  if (unread.length > 0) throw unreadError('read the installed connectors', unread)
  const recorded = objects.filter(isRecordObject).flatMap(object => readRecord(object).record ?? [])
  const released = installed.flatMap(({name}) => parseReleaseName(name) ?? [])
  return [...recorded, ...released].filter(one => one.connectorName === connectorName)
}
