import {readDrift} from '../../drift/read-drift.ts'
import {withReleasedSecrets} from '../../drift/released-secrets.ts'
import {recordObject} from '../../model/record/record.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {isReleased} from '../differences.ts'
import {readRendered} from './read-rendered.ts'
import {credentialsObject, type Wanted} from '../wanted.ts'

/** Compares what is wanted of each connector with the cluster. Only reads, and asks the API server for dry runs. */
export function compareAll(
  session: Pick<ClusterSession, 'helm' | 'kubectl' | 'cluster'>,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> {
  return Promise.all(
    wanted.map(async one => {
      const fresh = await readRendered(session, one)
      // Otherwise Helm upgrades the release, and takes the new Secrets.
      const rendered = isReleased(one) ? await withReleasedSecrets(session.helm, one.record, fresh) : fresh
      const {record, release, recordIsOld} = one.existing
      const own =
        release === undefined ? [] : [credentialsObject(one), ...(record === undefined || recordIsOld ? [] : [recordObject(record)])]
      const {compared, unread} = await readDrift(session.kubectl, [...rendered, ...own])
      return {...one, rendered, compared, uncompared: unread}
    }),
  )
}
