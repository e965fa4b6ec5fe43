import type {ReleaseRef} from '../../helm/dialect.ts'
import type {Helm} from '../../helm/helm.ts'
import {objectsInManifest} from '../../kubernetes/manifest.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {isKnownKind, resourceOf} from '../../kubernetes/resources.ts'

/** The objects of a release as they should be in the cluster, and those of a kind that vkctl cannot compare. */
export interface Rendered {
  readonly objects: readonly KubeObject[]
  readonly unknownKinds: readonly KubeObject[]
}

/**
 * The objects that Helm stores for a release (`helm get manifest`) or renders (`helm template`), with what Helm adds when it applies them. Hooks are left out:
 * Helm creates them only for a while. Rejects if the text is not YAML.
 */
export async function renderedObjects(manifest: string, ref: ReleaseRef, helmMajor: number): Promise<Rendered> {
  const all = (await objectsInManifest(manifest)).filter(({metadata}) => metadata.annotations?.['helm.sh/hook'] === undefined)
  return {
    objects: all.filter(isKnownKind).map(object => asApplied(object, ref, helmMajor)),
    unknownKinds: all.filter(object => !isKnownKind(object)),
  }
}

/** The objects of the last revision of a release, as they should be in the cluster. */
export async function releasedObjects(helm: Pick<Helm, 'manifest' | 'version'>, ref: ReleaseRef): Promise<readonly KubeObject[]> {
  return (await renderedObjects(await helm.manifest(ref), ref, helm.version.major)).objects
}

function asApplied(object: KubeObject, {release, namespace}: ReleaseRef, helmMajor: number): KubeObject {
  const {metadata} = object
  const isNamespaced = resourceOf(object).namespaced
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(isNamespaced && {namespace: metadata.namespace ?? namespace}),
      ...(helmMajor > 2 && marksOfHelm(metadata, {release, namespace})),
    },
  }
}

/** Helm 3 and later mark every object of a release (`setMetadataVisitor` in pkg/action/validate.go). */
function marksOfHelm({labels, annotations}: KubeObject['metadata'], {release, namespace}: ReleaseRef): Partial<KubeObject['metadata']> {
  return {
    labels: {...labels, 'app.kubernetes.io/managed-by': 'Helm'},
    annotations: {...annotations, 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace},
  }
}
