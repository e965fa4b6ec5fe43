import {UserError} from '../../../errors.ts'
import {objectsInManifest} from '../../../kubernetes/manifest.ts'
import type {ObjectRef} from '../../../kubernetes/objects.ts'
import {readObjects, type Reading} from '../../../kubernetes/read.ts'
import {isKnownKind, resourceOf} from '../../../kubernetes/resources.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {isUnchanged} from '../differences.ts'
import type {Wanted} from '../wanted.ts'
import {secretRefs} from '../existing.ts'

/** By release: the objects that have names which its connector needs, whoever created them. */
export type NamedObjects = ReadonlyMap<string, Named>

export interface Named extends Reading {
  /** The objects that Helm will apply, as the chart renders them: YAML. */
  readonly manifest: string
}

/** Reads which names of Secrets and of the charts' objects are in use. Of a connector that stays as it is, none is read. */
export async function readNamedObjects(
  {kubectl, helm, cluster}: Pick<ClusterSession, 'kubectl' | 'helm' | 'cluster'>,
  wanted: readonly Wanted[],
): Promise<NamedObjects> {
  const changed = wanted.filter(one => !isUnchanged(one))
  return new Map(
    await Promise.all(
      changed.map(async one => {
        const {release, namespace} = one.record
        // Tiller marks its objects only by the labels of the chart.
        const isMarked = helm.version.major > 2 || one.chart.kind === 'aci-connector'
        const manifest = isMarked
          ? await helm.template({release, namespace, chart: one.chart.path, values: one.values, kubernetesVersion: cluster.kubernetesVersion})
          : ''
        const refs = await chartObjectRefs(manifest, one)
        return [release, {...(await readObjects(kubectl, [...secretRefs(release, namespace), ...refs])), manifest}] as const
      }),
    ),
  )
}

/** Rejects with UserError when the chart has an object of a kind that vkctl does not know: it could not remove such a release again. */
async function chartObjectRefs(
  manifest: string,
  {record: {namespace}, chart}: Pick<Wanted, 'record' | 'chart'>,
): Promise<readonly ObjectRef[]> {
  const objects = await objectsInManifest(manifest)
  const unknown = objects.find(object => !isKnownKind(object))
  if (unknown !== undefined) {
    throw new UserError(
      `The chart ${chart.name} contains ${unknown.kind} ${unknown.metadata.name}, a kind that no chart of a connector has. vkctl could not remove it again.`,
    )
  }
  return objects.map(({apiVersion = '', kind = '', metadata}) => ({
    apiVersion,
    kind,
    name: metadata.name,
    ...(resourceOf({apiVersion, kind}).namespaced && {namespace: metadata.namespace ?? namespace}),
  }))
}
