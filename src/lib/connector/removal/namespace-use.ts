import {factOf} from '../../checks/engine/fact.ts'
import type {KubeObject} from '../../kubernetes/objects.ts'
import {listObjects, readObjects} from '../../kubernetes/read.ts'
import {reasonsOf} from '../../kubernetes/unread.ts'
import {isOurNamespace} from '../model/namespace-object.ts'
import {oldReceiptName, receiptName} from '../model/record/record.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'

/** Whether vkctl may delete a namespace. */
export type NamespaceUse =
  /** vkctl created it, and it contains only the receipts of these connectors. */
  | {readonly use: 'ours'}
  /** Somebody else created or uses it. `inhabitants`: the other objects in a namespace that vkctl created. */
  | {readonly use: 'shared'; readonly inhabitants: readonly KubeObject[]}
  | {readonly use: 'unknown'; readonly reasons: readonly string[]}

const kinds = [
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'pods',
  'services',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'persistentvolumeclaims',
]

/** Reads who else uses a namespace without connectors. `releases`: the releases of the connectors that were in it. */
export async function readNamespaceUse(
  {signal}: Pick<Host, 'signal'>,
  {kubectl}: Pick<ClusterSession, 'kubectl'>,
  {namespace: name, releases}: {readonly namespace: string; readonly releases: readonly string[]},
): Promise<NamespaceUse> {
  const read = await factOf(
    Promise.all([readObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', name}]), listObjects(kubectl, {kinds, namespace: name})]),
    signal,
  )
  if (!read.known) return {use: 'unknown', reasons: [read.reason]}
  const [found, {objects, unread}] = read.value
  const reasons = reasonsOf([...found.unread, ...unread])
  if (reasons.length > 0) return {use: 'unknown', reasons}
  if (!isOurNamespace(found.objects[0])) return {use: 'shared', inhabitants: []}
  const receipts = new Set(releases.flatMap(release => [`Secret ${receiptName(release)}`, `ConfigMap ${oldReceiptName(release)}`]))
  const inhabitants = objects.filter(object => !isKubernetesOwn(object) && !receipts.has(`${object.kind} ${object.metadata.name}`))
  return inhabitants.length === 0 ? {use: 'ours'} : {use: 'shared', inhabitants}
}

/** Whether Kubernetes creates this object in every namespace. */
function isKubernetesOwn({kind, metadata}: KubeObject): boolean {
  return (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && metadata.name === 'default')
}
