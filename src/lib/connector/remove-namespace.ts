import type {KubeObject} from '../kube/objects.ts'
import {listObjects, readObjects} from '../kube/read.ts'
import {deleteObjects} from '../kube/write.ts'
import type {Installed} from './installed.ts'
import {isOurNamespace} from './namespace-object.ts'
import {remaining, type RemoveContext} from './remove-one.ts'

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

/** Deletes the namespace of connectors when vkctl made it and nothing else lives in it. */
export async function removeNamespace(
  {host, session, journal, deadline}: RemoveContext,
  name: string,
  staying: readonly Installed[],
): Promise<{readonly removed: readonly string[]; readonly left: readonly string[]}> {
  const none = {removed: [], left: []}
  if (staying.some(({namespace}) => namespace === name)) return none
  const ref = {apiVersion: 'v1', kind: 'Namespace', name}
  const {
    objects: [namespace],
    unreadable: hidden,
  } = await readObjects(session.kubectl, [ref])
  if (hidden.length > 0) return {removed: [], left: hidden.map(reason => `unknown: ${reason}`)}
  if (!isOurNamespace(namespace)) return none
  const {objects, unreadable} = await listObjects(session.kubectl, {kinds, namespace: name})
  if (unreadable.length > 0) return {removed: [], left: [`namespace ${name}`, ...unreadable.map(reason => `unknown: ${reason}`)]}
  const inhabitants = objects.filter(object => !isKubernetesOwn(object))
  if (inhabitants.length > 0) {
    host.talk.warning(
      `The namespace ${name} stays: ${inhabitants.map(({kind, metadata}) => `${kind} ${metadata.name}`).join(', ')} is in it, which vkctl did not make.`,
    )
    return none
  }
  await journal.take(`Delete the namespace ${name}`, () => deleteObjects(session.kubectl, [ref], {waitMs: remaining(host, deadline)}))
  return {removed: [`namespace ${name}`], left: []}
}

/** What Kubernetes puts into every namespace. */
function isKubernetesOwn({kind, metadata}: KubeObject): boolean {
  return (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && metadata.name === 'default')
}
