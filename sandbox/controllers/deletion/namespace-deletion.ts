import {isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {objectPath, paths, type ControllerContext} from '../controller-context.ts'
import type {ObjectGraph} from './object-graph.ts'
import type {Namespace} from '../workload-objects.ts'

/** Deletes the objects in namespaces that are being deleted, and removes the finalizer when they are empty. */
export function startNamespaceDeletion(context: ControllerContext, graph: ObjectGraph): void {
  const {client, signal} = context
  const namespaces = context.informer<Namespace>(paths.namespaces)

  const queue = startWorkQueue(
    async name => {
      const namespace = namespaces.items.get(name)
      if (namespace?.metadata.deletionTimestamp === undefined) return
      const left = graph.inNamespace(name)
      for (const {resource, object} of left) {
        if (object.metadata.deletionTimestamp !== undefined) continue
        await client.delete(objectPath(resource.path, object), {propagationPolicy: 'Background'}).catch((error: unknown) => {
          if (!isNotFound(error)) throw error
        })
      }
      // The deletion of a remaining object triggers the next check.
      if (left.length > 0) return
      const finalizers = (namespace.spec?.finalizers ?? []).filter(finalizer => finalizer !== 'kubernetes')
      await client
        .replace(`${paths.namespaces}/${name}/finalize`, {
          ...namespace,
          apiVersion: 'v1',
          kind: 'Namespace',
          spec: {...namespace.spec, finalizers},
        })
        .catch((error: unknown) => {
          if (!isNotFound(error)) throw error
        })
    },
    {signal, maximalDelayMs: 2000, onError: context.onError},
  )

  namespaces.onChange(({after}) => {
    if (after?.metadata.deletionTimestamp !== undefined) queue.add(keyOf(after))
  })
  graph.onChange(({before, after}) => {
    const namespace = (after ?? before)?.object.metadata.namespace
    if (namespace !== undefined && namespaces.items.get(namespace)?.metadata.deletionTimestamp !== undefined) queue.add(namespace)
  })
  for (const name of namespaces.items.keys()) queue.add(name)
}
