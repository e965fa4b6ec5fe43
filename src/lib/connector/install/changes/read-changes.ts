import {objectsInManifest} from '../../../kubernetes/manifest.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {inNamespace, type NamedObjects} from '../charts/named-objects.ts'
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
      return [[release, releaseChanges(one, {rendered: of.rendered, live: of.objects, last: await readLast(session, one)})] as const]
    }),
  )
  return new Map(changes.flat())
}

async function readLast({helm}: Pick<ClusterSession, 'helm'>, {record, existing}: Wanted): Promise<ReleaseFacts['last']> {
  if (existing.release === undefined) return undefined
  const {release, namespace} = record
  const [values, manifest] = await Promise.all([helm.values({release, namespace}), helm.manifest({release, namespace})])
  return {values: values ?? {}, objects: (await objectsInManifest(manifest)).map(object => inNamespace(object, namespace))}
}
