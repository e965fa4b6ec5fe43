import {isConflict, isNotFound} from '../client/cluster-client.ts'
import type {ClusterObject, ConfigMap, Secret} from '../client/cluster-objects.ts'
import {startWorkQueue} from '../client/work-queue.ts'
import {paths, type ControllerContext} from './controller-context.ts'
import type {Namespace} from './workload-objects.ts'

const accountKey = 'kubernetes.io/service-account.name'

/** Returns every namespace its `default` ServiceAccount and the CA in `kube-root-ca.crt`. */
export function startNamespaceDefaults(context: ControllerContext, caCertificate: string): void {
  const {client, signal} = context
  const namespaces = context.informer<Namespace>(paths.namespaces)
  const accounts = context.informer<ClusterObject>(paths.serviceAccounts)
  const configMaps = context.informer<ConfigMap>(paths.configMaps)
  const ignored = (error: unknown): void => {
    if (!isConflict(error) && !isNotFound(error)) throw error
  }
  const queue = startWorkQueue(
    async namespace => {
      const found = namespaces.items.get(namespace)
      if (found === undefined || found.metadata.deletionTimestamp !== undefined) return
      const base = `${paths.namespaces}/${namespace}`
      if (!accounts.items.has(`${namespace}/default`)) {
        await client
          .create(`${base}/serviceaccounts`, {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}})
          .catch(ignored)
      }
      const name = 'kube-root-ca.crt'
      const ca: ConfigMap = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace}, data: {'ca.crt': caCertificate}}
      const before = configMaps.items.get(`${namespace}/${name}`)
      if (before === undefined) await client.create(`${base}/configmaps`, ca).catch(ignored)
      else if (before.data?.['ca.crt'] !== caCertificate) await client.patch(`${base}/configmaps/${name}`, {data: ca.data}).catch(ignored)
    },
    {signal, onError: context.onError},
  )
  namespaces.onChange(({after}) => after && queue.add(after.metadata.name))
  accounts.onChange(({before, after}) => {
    if (after === undefined && before?.metadata.name === 'default') queue.add(before.metadata.namespace ?? '')
  })
  configMaps.onChange(({before}) => {
    if (before?.metadata.name === 'kube-root-ca.crt') queue.add(before.metadata.namespace ?? '')
  })
  for (const namespace of namespaces.items.keys()) queue.add(namespace)
}

/** Fills Secrets of the type `kubernetes.io/service-account-token`: the token, the CA, the namespace. */
export function startAccountTokens(context: ControllerContext, caCertificate: string): void {
  const {client, signal} = context
  const secrets = context.informer<Secret>(paths.secrets)
  const accounts = context.informer<ClusterObject>(paths.serviceAccounts)
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const queue = startWorkQueue(
    async key => {
      const secret = secrets.items.get(key)
      if (secret?.type !== 'kubernetes.io/service-account-token' || secret.data?.['token'] !== undefined) return
      const {namespace = '', name, annotations} = secret.metadata
      const account = accounts.items.get(`${namespace}/${annotations?.[accountKey]}`)
      if (account === undefined) return
      const request = {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {expirationSeconds: 10 * 365 * 24 * 3600}}
      const {status} = await client.create<{spec: object; status?: {token: string}}>(
        `${paths.namespaces}/${namespace}/serviceaccounts/${account.metadata.name}/token`,
        request,
      )
      await client.patch(`${paths.namespaces}/${namespace}/secrets/${name}`, {
        metadata: {annotations: {'kubernetes.io/service-account.uid': account.metadata.uid}},
        data: {token: base64(status?.token ?? ''), 'ca.crt': base64(caCertificate), namespace: base64(namespace)},
      })
    },
    {signal, onError: context.onError},
  )
  const retry = (): void => {
    for (const [key, {type}] of secrets.items) if (type === 'kubernetes.io/service-account-token') queue.add(key)
  }
  secrets.onChange(({after}) => after?.type === 'kubernetes.io/service-account-token' && retry())
  accounts.onChange(({after}) => after && retry())
}
