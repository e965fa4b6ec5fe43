import {UserError} from '../../errors.ts'
import {isReleaseSecretName} from '../../helm/release-secret.ts'
import {listNamespace} from '../../kubernetes/discovery.ts'
import {objectsInManifest} from '../../kubernetes/manifest.ts'
import {kubeObjectInWords} from '../../kubernetes/kinds/object-in-words.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {isKnownKind} from '../../kubernetes/resources.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {belongsTo} from './candidate.ts'
import type {Installed} from './installed.ts'

/**
 * Why a release must not be uninstalled: Helm deletes every object in the manifest of a release, and whoever can write Secrets in its
 * namespace can change that manifest. So each object must carry Helm's annotations for this release. Empty if the release may be
 * uninstalled. Rejects if it cannot be read.
 */
export async function doubtsAboutRelease(
  {kubectl, helm}: Pick<ClusterSession, 'kubectl' | 'helm'>,
  connector: Pick<Installed, 'release' | 'namespace'> & Partial<Pick<Installed, 'workload'>>,
): Promise<readonly string[]> {
  const {release, namespace, workload} = connector
  const named = await objectsOf(await helm.manifest({release, namespace}), release)
  const strange = named.filter(object => !isKnownKind(object))
  // Anybody can write annotations that name a release.
  const isPart = ({kind, metadata}: KubeObject): boolean =>
    kind === workload?.kind && metadata.name === workload?.name && (metadata.namespace ?? namespace) === workload?.namespace
  if (workload !== undefined && !named.some(isPart))
    return [`the ${workload.kind} ${workload.namespace}/${workload.name} is not part of its release`]
  // Tiller keeps its releases where only administrators can write, and sets no annotations.
  if (helm.version.major === 2) return []
  const refs = named
    .filter(isKnownKind)
    .map(({apiVersion = '', kind = '', metadata}) => ({apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? namespace}))
  const {objects, unread} = await readObjects(kubectl, refs)
  const foreign = objects.filter(object => !belongsTo(object, connector))
  const inhabited = await Promise.all(
    objects.filter(({kind}) => kind === 'Namespace').map(object => strangersIn(kubectl, object.metadata.name, connector)),
  )
  return [
    ...strange.map(object => `it contains ${kubeObjectInWords(object)}, a kind that no chart of a connector has`),
    ...foreign.map(object => `it contains ${kubeObjectInWords(object)}, which does not belong to it`),
    ...reasonsOf(unread).map(reason => `what it contains could not be read: ${reason}`),
    ...inhabited.flat(),
  ]
}

/** The objects of others in a namespace that is part of a release. They would be deleted with it. */
async function strangersIn(
  kubectl: ClusterSession['kubectl'],
  name: string,
  connector: Pick<Installed, 'release' | 'namespace'>,
): Promise<readonly string[]> {
  const {objects, unread} = await listNamespace(kubectl, name)
  const strangers = objects.filter(object => !isKubernetesOwn(object) && !isOfRelease(object, connector))
  return [
    ...strangers.map(object => `it contains the Namespace ${name}, and ${kubeObjectInWords(object)} in it belongs to somebody else`),
    ...reasonsOf(unread).map(reason => `what is in its Namespace ${name} could not be read: ${reason}`),
  ]
}

/** Objects of the release, the Secret of the release itself, and what Kubernetes created for one of these. */
function isOfRelease(object: KubeObject, {release, namespace}: Pick<Installed, 'release' | 'namespace'>): boolean {
  const {annotations, ownerReferences = []} = object.metadata
  if (annotations?.['meta.helm.sh/release-name'] === release) return belongsTo(object, {release, namespace})
  return ownerReferences.length > 0 || isReleaseSecret(object, release)
}

async function objectsOf(manifest: string, release: string): Promise<readonly KubeObject[]> {
  try {
    return await objectsInManifest(manifest)
  } catch (error) {
    throw new UserError(`The objects of the release ${release} could not be read: ${(error as Error).message}`, {cause: error})
  }
}

/** Whether Helm keeps a revision of this release in the object. */
export function isReleaseSecret({kind, metadata: {name}}: KubeObject, release: string): boolean {
  return kind === 'Secret' && isReleaseSecretName(name, release)
}

/** What Kubernetes puts into every namespace. */
export function isKubernetesOwn({kind, metadata}: KubeObject): boolean {
  return (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && metadata.name === 'default')
}
