import {UserError} from '../../../errors.ts'
import type {Helm} from '../../../helm/helm.ts'
import {objectsInManifest} from '../../../kubernetes/manifest.ts'
import type {KubeObject, ObjectRef} from '../../../kubernetes/objects.ts'
import {readObjects, type Reading} from '../../../kubernetes/read.ts'
import {isKnownKind, resourceOf} from '../../../kubernetes/resources.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import {isUnchanged} from '../differences.ts'
import type {Wanted} from '../wanted.ts'
import {secretRefs} from '../existing.ts'

/** By release: the objects that have names which its connector needs, whoever created them. */
export type NamedObjects = ReadonlyMap<string, Named>

export interface Named extends Reading {
  /** The objects that Helm will apply, as the chart renders them. */
  readonly rendered: readonly KubeObject[]
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
        const rendered = isMarked ? await renderedObjects(helm, one, cluster.kubernetesVersion) : []
        return [release, {...(await readObjects(kubectl, [...secretRefs(release, namespace), ...rendered.map(refOf)])), rendered}] as const
      }),
    ),
  )
}

/**
 * The objects that Helm will apply for a connector, as its chart renders them with its values. Rejects with UserError when the chart has an object of a kind
 * that vkctl does not know: it could not remove such a release again.
 */
async function renderedObjects(
  helm: Pick<Helm, 'template'>,
  {record: {release, namespace}, chart, values}: Pick<Wanted, 'record' | 'chart' | 'values'>,
  kubernetesVersion: string | undefined,
): Promise<readonly KubeObject[]> {
  const objects = await objectsInManifest(await helm.template({release, namespace, chart: chart.path, values, kubernetesVersion}))
  const unknown = objects.find(object => !isKnownKind(object))
  if (unknown !== undefined) {
    throw new UserError(
      `The chart ${chart.name} contains ${unknown.kind} ${unknown.metadata.name}, a kind that no chart of a connector has. vkctl could not remove it again.`,
    )
  }
  return objects.map(object => inNamespace(object, namespace))
}

/** An object of a manifest, with the namespace in which Helm puts it. */
export function inNamespace(object: KubeObject, namespace: string): KubeObject {
  const isNamespaced = isKnownKind(object) && resourceOf(object).namespaced
  return isNamespaced ? {...object, metadata: {...object.metadata, namespace: object.metadata.namespace ?? namespace}} : object
}

function refOf({apiVersion = '', kind = '', metadata: {name, namespace}}: KubeObject): ObjectRef {
  return {apiVersion, kind, name, ...(namespace !== undefined && {namespace})}
}
