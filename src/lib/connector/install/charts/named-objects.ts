import {refOf} from '../../../kubernetes/objects.ts'
import {readObjects, type Reading} from '../../../kubernetes/read.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {isUnchanged} from '../differences.ts'
import type {Wanted} from '../wanted.ts'
import {secretRefs} from '../existing.ts'

/** By release: the objects that have names which its connector needs, whoever created them. */
export type NamedObjects = ReadonlyMap<string, Reading>

/** Reads which names of Secrets and of the charts' objects are in use. Of a connector that stays as it is, none is read. */
export async function readNamedObjects(
  {kubectl, helm}: Pick<ClusterSession, 'kubectl' | 'helm'>,
  wanted: readonly Wanted[],
): Promise<NamedObjects> {
  const changed = wanted.filter(one => !isUnchanged(one))
  return new Map(
    await Promise.all(
      changed.map(async ({record: {release, namespace}, chart, rendered}) => {
        // Tiller marks its objects only by the labels of the chart.
        const isMarked = helm.version.major > 2 || chart.kind === 'aci-connector'
        const refs = isMarked ? rendered.map(refOf) : []
        return [release, await readObjects(kubectl, [...secretRefs(release, namespace), ...refs])] as const
      }),
    ),
  )
}
