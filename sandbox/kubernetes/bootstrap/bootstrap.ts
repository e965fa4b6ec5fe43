import {randomUUID} from 'node:crypto'
import type {Context} from '../context.ts'
import {setDefaults} from '../defaults/defaults.ts'
import {timestamp, type Fields, type KubeObject} from '../object.ts'
import {prepareForCreate} from '../resources/strategy.ts'
import {clusterRoleBindings, clusterRoles} from './cluster-roles.ts'

/** Stores an object as the server itself does, without access checks. */
export function install(
  context: Context,
  resourceName: string,
  given: Fields & {metadata: {name: string; namespace?: string}},
): KubeObject {
  const resource = context.resources.find(({name, group}) => name === resourceName && group !== 'events.k8s.io')
  if (resource === undefined) throw new Error(`No resource ${resourceName}`)
  const {group, version, kind, storage} = resource
  const object: KubeObject = {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    ...given,
    metadata: {...given.metadata, uid: randomUUID(), creationTimestamp: timestamp()},
  }
  setDefaults(object)
  prepareForCreate(resource, object)
  return context.store.put(storage, object)
}

const priorities = {'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000}

/** Creates the objects that a new cluster has: its namespaces, its built-in roles, and the CA of client certificates. */
export function bootstrap(context: Context, clientCa: string): void {
  watchNamespaces(context)
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) install(context, 'namespaces', {metadata: {name}})
  for (const role of clusterRoles()) install(context, 'clusterroles', role)
  for (const binding of clusterRoleBindings()) install(context, 'clusterrolebindings', binding)
  install(context, 'configmaps', {
    metadata: {name: 'extension-apiserver-authentication', namespace: 'kube-system'},
    data: {'client-ca-file': clientCa},
  })
  for (const [name, value] of Object.entries(priorities)) install(context, 'priorityclasses', {metadata: {name}, value})
  install(context, 'services', {
    metadata: {name: 'kubernetes', namespace: 'default', labels: {component: 'apiserver', provider: 'kubernetes'}} as {
      name: string
      namespace: string
    },
    spec: {clusterIP: '10.0.0.1', ports: [{name: 'https', port: 443, targetPort: 6443}]},
  })
}

/** Every namespace gets its default service account and the server's CA, as small controllers do it in a real cluster. */
function watchNamespaces(context: Context): void {
  context.store.subscribe(({type, storage, object}) => {
    if (storage !== 'namespaces' || type !== 'ADDED') return
    const namespace = object.metadata.name
    install(context, 'serviceaccounts', {metadata: {name: 'default', namespace}})
    install(context, 'configmaps', {metadata: {name: 'kube-root-ca.crt', namespace}, data: {'ca.crt': context.caCertificate}})
  })
}
