import {UserError} from '../../errors.ts'
import {objectsInManifest} from '../../kubernetes/manifest.ts'
import type {KubeObject, NodeObject} from '../../kubernetes/objects.ts'
import {listNamespace} from '../../kubernetes/discovery.ts'
import {readObjects} from '../../kubernetes/read.ts'
import {isKnownKind} from '../../kubernetes/resources.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import {belongsTo} from '../inventory/candidate.ts'
import type {Installed} from '../inventory/installed.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import {isKubernetesOwn, isReleaseSecret} from './namespace-use.ts'

// What a removal leaves alone, because it does not prove to be the connector's. What connectors share is decided in last-steps.ts, the namespace in
// namespace-use.ts, and whose a container group is in inventory/container-groups.ts.

/** How much of a connector a removal may touch. Pure. */
export function mayTouch({
  doubts,
  rivals,
}: {
  readonly doubts: readonly string[]
  readonly rivals: readonly string[]
}): 'nothing' | 'all but the node' | 'everything' {
  if (doubts.length > 0) return 'nothing'
  // The node is also that of another connector, which needs it.
  return rivals.length > 0 ? 'all but the node' : 'everything'
}

/**
 * Why a node must not be touched: it is a virtual machine of the cluster, or not a virtual node. A name proves nothing: whoever writes a
 * Deployment or a record can name any node in it. Pure.
 */
export function doubtsAboutNode(node: NodeObject | undefined): readonly string[] {
  if (node === undefined) return []
  const {name, labels = {}} = node.metadata
  if (/virtualMachine/i.test(node.spec?.providerID ?? '')) return [`its node ${name} is a machine of the cluster`]
  return labels['type'] === 'virtual-kubelet' ? [] : [`its node ${name} does not have the label type=virtual-kubelet`]
}

/** A newer vkctl may have created objects that this one does not know. Pure. */
export function doubtsAboutRecord({recordFault}: Installed): readonly string[] {
  return recordFault?.kind === 'newer'
    ? [`its record was written by vkctl ${recordFault.vkctlVersion}, which is newer than this vkctl`]
    : []
}

/** Other connectors with the same node name that are not removed: the node, and what runs on it, is theirs too. Pure. */
export function rivalsThatStay({facts: {rivals}}: Installed, targets: readonly Installed[]): readonly string[] {
  const going = new Set(targets.map(({namespace, release}) => `${namespace}/${release}`))
  return rivals.known ? rivals.value.filter(rival => !going.has(rival)) : []
}

/**
 * Why a release must not be uninstalled: Helm deletes every object in the manifest of a release, and whoever can write Secrets in its
 * namespace can change that manifest. So each object must carry Helm's annotations for this release. Empty if the release may be
 * uninstalled. Rejects if it cannot be read.
 */
export async function doubtsAboutRelease(
  {kubectl, helm}: Pick<ClusterSession, 'kubectl' | 'helm'>,
  connector: Pick<Installed, 'release' | 'namespace'>,
): Promise<readonly string[]> {
  const {release, namespace} = connector
  const named = await objectsOf(await helm.manifest({release, namespace}), release)
  const strange = named.filter(object => !isKnownKind(object))
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
    ...strange.map(object => `it contains ${nameOf(object)}, a kind that no chart of a connector has`),
    ...foreign.map(object => `it contains ${nameOf(object)}, which does not belong to it`),
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
    ...strangers.map(object => `it contains the Namespace ${name}, and ${nameOf(object)} in it belongs to somebody else`),
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

function nameOf({kind, metadata: {namespace, name}}: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}
