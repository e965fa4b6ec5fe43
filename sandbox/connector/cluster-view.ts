import type {ClusterClient} from '../client/cluster-client.ts'
import {startInformer, type Informer} from '../client/cluster-informer.ts'
import type {ConfigMap, Secret, Service} from '../client/cluster-objects.ts'
import type {Pod} from '../client/pod-objects.ts'

/** What the provider caches of the cluster: its own pods, and all secrets, config maps and services. */
export interface ClusterView {
  readonly pods: Informer<Pod>
  readonly secrets: Informer<Secret>
  readonly configMaps: Informer<ConfigMap>
  readonly services: Informer<Service>
}

export function startClusterView(
  client: ClusterClient,
  nodeName: string,
  signal: AbortSignal,
  onError: (what: string, error: unknown) => void,
): ClusterView {
  const informer = <T extends Pod | Secret | ConfigMap | Service>(
    resource: string,
    kind: string,
    query?: Record<string, string>,
  ): Informer<T> =>
    startInformer<T>(client, `/api/v1/${resource}`, {
      signal,
      ...(query === undefined ? {} : {query}),
      onError: error => onError(kind, error),
    })
  return {
    pods: informer<Pod>('pods', 'Pod', {fieldSelector: `spec.nodeName=${nodeName}`}),
    services: informer<Service>('services', 'Service'),
    configMaps: informer<ConfigMap>('configmaps', 'ConfigMap'),
    secrets: informer<Secret>('secrets', 'Secret'),
  }
}
