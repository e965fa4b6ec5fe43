import {createEventRecorder, type EventRecorder} from '../client/event-recorder.ts'
import type {ClusterClient} from '../client/cluster-client.ts'
import {startInformer, type Informer} from '../client/cluster-informer.ts'
import type {ClusterObject, OwnerReference} from '../client/cluster-objects.ts'

/** What every controller needs. */
export interface ControllerContext {
  readonly client: ClusterClient
  readonly signal: AbortSignal
  /** One informer a path, shared. */
  informer<T extends ClusterObject>(path: string): Informer<T>
  recorder(component: string): EventRecorder
  readonly onError: (error: unknown) => void
}

export const paths = {
  pods: '/api/v1/pods',
  nodes: '/api/v1/nodes',
  namespaces: '/api/v1/namespaces',
  secrets: '/api/v1/secrets',
  serviceAccounts: '/api/v1/serviceaccounts',
  configMaps: '/api/v1/configmaps',
  claims: '/api/v1/persistentvolumeclaims',
  deployments: '/apis/apps/v1/deployments',
  replicaSets: '/apis/apps/v1/replicasets',
  daemonSets: '/apis/apps/v1/daemonsets',
  leases: '/apis/coordination.k8s.io/v1/leases',
  budgets: '/apis/policy/v1/poddisruptionbudgets',
} as const

export function createContext(client: ClusterClient, signal: AbortSignal, onError: (error: unknown) => void): ControllerContext {
  const informers = new Map<string, Informer<ClusterObject>>()
  return {
    client,
    signal,
    onError,
    informer<T extends ClusterObject>(path: string): Informer<T> {
      const known = informers.get(path) ?? startInformer<ClusterObject>(client, path, {signal, onError})
      informers.set(path, known)
      return known as unknown as Informer<T>
    },
    recorder: component => createEventRecorder(client, {component}),
  }
}

/** The time as Kubernetes writes it, to the second. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z')

export const controllerOf = ({metadata}: ClusterObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({controller}) => controller === true)

/** The path of an object in a collection's path, such as `/apis/apps/v1/deployments`. */
export function objectPath(collection: string, {metadata: {namespace, name}}: ClusterObject): string {
  const slash = collection.lastIndexOf('/')
  return namespace === undefined
    ? `${collection}/${name}`
    : `${collection.slice(0, slash)}/namespaces/${namespace}${collection.slice(slash)}/${name}`
}
