import {readDrift} from '../../drift/read-drift.ts'
import {renderedObjects} from '../../drift/rendered.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {NamedObjects} from '../charts/named-objects.ts'
import type {Wanted} from '../wanted.ts'
import type {Change} from './change.ts'
import {releaseChanges, type ReleaseFacts} from './release-changes.ts'

/** What Helm would change, by release; of a connector that Helm does not touch, nothing. Only reads, and asks the API server for dry runs. */
export async function readReleaseChanges(
  session: Pick<ClusterSession, 'helm' | 'kubectl'>,
  wanted: readonly Wanted[],
  named: NamedObjects,
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const changes = await Promise.all(
    wanted.map(async one => {
      const {release, namespace} = one.record
      const of = named.get(release)
      if (of === undefined) return []
      const {objects} = await renderedObjects(of.manifest, {release, namespace}, session.helm.version.major)
      const [{compared, unread}, last] = await Promise.all([readDrift(session.kubectl, objects), readLast(session, one)])
      const drifts = compared.map(({drift}) => drift)
      return [[release, releaseChanges(one, {rendered: objects, live: of.objects, drifts, unread, last})] as const]
    }),
  )
  return new Map(changes.flat())
}

async function readLast({helm}: Pick<ClusterSession, 'helm'>, {record, existing}: Wanted): Promise<ReleaseFacts['last']> {
  if (existing.release === undefined) return undefined
  const ref = {release: record.release, namespace: record.namespace}
  const [values, manifest] = await Promise.all([helm.values(ref), helm.manifest(ref)])
  return {values: values ?? {}, objects: (await renderedObjects(manifest, ref, helm.version.major)).objects}
}
