import {createAuthority, type Authority} from '../../../sandbox/authority.ts'
import {ClusterClient} from '../../../sandbox/client/cluster-client.ts'
import {startInformer, keyOf} from '../../../sandbox/client/cluster-informer.ts'
import type {ClusterObject} from '../../../sandbox/client/cluster-objects.ts'
import {startControllers, type ControllersOptions} from '../../../sandbox/controllers/controllers.ts'
import {Faults} from '../../../sandbox/faults.ts'
import {startKubernetesApi} from '../../../sandbox/kubernetes/api-server.ts'
import type {Pod} from '../../../sandbox/client/pod-objects.ts'

interface Api {
  readonly url: string
  readonly caCertificate: string
  readonly adminToken: string
  readonly authority: Authority
  close(): Promise<void>
}

export interface TestCluster extends Api {
  readonly access: {readonly url: string; readonly caCertificate: string; readonly token: string}
  readonly client: ClusterClient
  accountToken(namespace: string, name: string): Promise<string>
  /** Waits for an object of a collection, by watching, until `accept` takes it; `undefined` stands for "not there". */
  readonly until: <T extends ClusterObject>(collection: string, key: string, accept: (object: T | undefined) => boolean) => Promise<T>
  /** Waits for a later state of a pod that `accept` takes: from the very next one on, so that none is missed, however short. */
  readonly next: (since: Pod, accept: (pod: Pod) => boolean) => Promise<Pod>
  close(): Promise<void>
}

async function emulated(): Promise<Api> {
  const authority = await createAuthority('test-cluster')
  return {...(await startKubernetesApi({authority, clientCa: authority.certificate, faults: new Faults()})), authority}
}

async function real(): Promise<Api> {
  const {startControlPlane} = await import('../../e2e/control-plane.ts')
  return startControlPlane({controllers: false})
}

/** The emulated API server, or with VKCTL_TEST_CONTROL_PLANE=real a real one; our controllers in either case. */
export async function startTestCluster(
  options: Pick<ControllersOptions, 'nodeGraceMs'> = {},
  kind = process.env['VKCTL_TEST_CONTROL_PLANE'] ?? 'emulated',
): Promise<TestCluster> {
  const api = await (kind === 'real' ? real() : emulated())
  const access = {url: api.url, caCertificate: api.caCertificate, token: api.adminToken}
  const client = new ClusterClient(access, 'test')
  const controllers = await startControllers({...access, ...options})
  const stopping = new AbortController()
  return {
    ...api,
    access,
    client,
    async accountToken(namespace, name) {
      const request = {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {}}
      const {status} = await client.create<{spec: object; status?: {token: string}}>(
        `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
        request,
      )
      return status?.token ?? ''
    },
    until<T extends ClusterObject>(collection: string, key: string, accept: (object: T | undefined) => boolean) {
      const found = Promise.withResolvers<T>()
      const ended = new AbortController()
      const informer = startInformer<T>(client, collection, {signal: AbortSignal.any([ended.signal, stopping.signal])})
      const look = (): void => {
        const object = informer.items.get(key)
        if (!accept(object)) return
        ended.abort()
        found.resolve(object as T)
      }
      informer.onChange(({before, after}) => keyOf((after ?? before) as T) === key && look())
      void informer.ready.then(look)
      return found.promise
    },
    next(since, accept) {
      const found = Promise.withResolvers<Pod>()
      const ended = new AbortController()
      const {name, namespace = 'default', resourceVersion = ''} = since.metadata
      const look = ({object}: {object: Pod}): void => {
        if (!accept(object)) return
        found.resolve(object)
        ended.abort()
      }
      client
        .watch<Pod>(
          `/api/v1/namespaces/${namespace}/pods`,
          {fieldSelector: `metadata.name=${name}`, resourceVersion},
          look,
          AbortSignal.any([ended.signal, stopping.signal]),
        )
        .catch(found.reject)
      return found.promise
    },
    async close() {
      stopping.abort()
      await controllers.stop()
      client.close()
      await api.close()
    },
  }
}

export const pods = '/api/v1/pods'
export const inDefault = (resource: string): string => `/api/v1/namespaces/default/${resource}`
