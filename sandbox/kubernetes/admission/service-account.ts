import {randomInt} from 'node:crypto'
import type {Context, Request} from '../context.ts'
import {ensureFields, listOf, textOf, type Fields, type KubeObject} from '../object.ts'
import {forbidden} from '../status-error.ts'

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount'
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Every pod runs as an existing service account, and gets a token of it unless it opts out. */
export function addServiceAccount(context: Context, {namespace = ''}: Request, pod: KubeObject): void {
  const spec = ensureFields(pod, 'spec')
  const name = textOf(spec, 'serviceAccountName') || 'default'
  Object.assign(spec, {serviceAccountName: name, serviceAccount: name})
  const account = context.store.get('serviceaccounts', namespace, name)
  if (account === undefined) {
    throw forbidden(
      {group: '', resource: 'pods', name: pod.metadata.name},
      `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`,
    )
  }
  if (Array.isArray(account.imagePullSecrets) && account.imagePullSecrets.length > 0) spec.imagePullSecrets ??= account.imagePullSecrets
  const wanted = spec.automountServiceAccountToken ?? account.automountServiceAccountToken
  if (wanted !== false) mountToken(spec)
}

function mountToken(spec: Fields): void {
  const containers = [...listOf(spec, 'containers'), ...listOf(spec, 'initContainers')]
  const without = containers.filter(container => !listOf(container, 'volumeMounts').some(mount => mount.mountPath === mountPath))
  if (without.length === 0) return
  const name = `kube-api-access-${Array.from({length: 5}, () => alphabet[randomInt(alphabet.length)]).join('')}`
  for (const container of without) container.volumeMounts = [...listOf(container, 'volumeMounts'), {name, readOnly: true, mountPath}]
  spec.volumes = [...listOf(spec, 'volumes'), {name, projected: {sources: tokenSources(), defaultMode: 420}}]
}

function tokenSources(): Fields[] {
  return [
    {serviceAccountToken: {expirationSeconds: 3607, path: 'token'}},
    {configMap: {name: 'kube-root-ca.crt', items: [{key: 'ca.crt', path: 'ca.crt'}]}},
    {downwardAPI: {items: [{path: 'namespace', fieldRef: {apiVersion: 'v1', fieldPath: 'metadata.namespace'}}]}},
  ]
}
