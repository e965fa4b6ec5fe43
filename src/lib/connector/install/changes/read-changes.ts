import {releasedObjects} from '../../drift/rendered.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {NamedObjects} from '../charts/named-objects.ts'
import type {Wanted} from '../wanted.ts'
import type {Change} from './change.ts'
import {releaseChanges, type ReleaseFacts} from './release-changes.ts'

/** What Helm would change, by release; of a connector that Helm does not touch, nothing. */
export async function readReleaseChanges(
  session: Pick<ClusterSession, 'helm'>,
  wanted: readonly Wanted[],
  named: NamedObjects,
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const changes = await Promise.all(
    wanted.map(async one => {
      const {release} = one.record
      const of = named.get(release)
      if (of === undefined) return []
      const drifts = one.compared.filter(({rendered}) => one.rendered.includes(rendered)).map(({drift}) => drift)
      const facts = {rendered: one.rendered, live: of.objects, drifts, unread: one.uncompared, last: await readLast(session, one)}
      return [[release, releaseChanges(one, facts)] as const]
    }),
  )
  return new Map(changes.flat())
}

async function readLast({helm}: Pick<ClusterSession, 'helm'>, {record, existing}: Wanted): Promise<ReleaseFacts['last']> {
  if (existing.release === undefined) return undefined
  const ref = {release: record.release, namespace: record.namespace}
  const [values, objects] = await Promise.all([helm.values(ref), releasedObjects(helm, ref)])
  return {values: values ?? {}, objects}
}
