import {isConflict, isNotFound} from '../../client/cluster-client.ts'
import {keyOf} from '../../client/cluster-informer.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {now, objectPath, paths, type ControllerContext} from '../controller-context.ts'
import type {GraphNode, ObjectGraph} from './object-graph.ts'
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
      if (left.length > 0) return tellWhatRemains(client, namespace, left)
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

/** As the controller manager does: conditions name the kinds that are left, and the finalizers that keep them. */
async function tellWhatRemains(client: ControllerContext['client'], namespace: Namespace, left: readonly GraphNode[]): Promise<void> {
  const finalizers = Map.groupBy(
    left.flatMap(({object}) => object.metadata.finalizers ?? []),
    name => name,
  )
  if (finalizers.size === 0 || namespace.status?.conditions !== undefined) return
  const kinds = Map.groupBy(left, ({resource}) => resource.path.split('/').at(-1) ?? '')
  const counted = (groups: ReadonlyMap<string, readonly unknown[]>, join: string): string =>
    [...groups].map(([name, ofOne]) => `${name}${join}${ofOne.length} resource instances`).join(', ')
  const lastTransitionTime = now()
  const conditions = [
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${counted(kinds, '. has ')}`,
      lastTransitionTime,
    },
    {
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${counted(finalizers, ' in ')}`,
      lastTransitionTime,
    },
  ]
  await client
    .replace(`${paths.namespaces}/${namespace.metadata.name}/status`, {
      ...namespace,
      apiVersion: 'v1',
      kind: 'Namespace',
      status: {...namespace.status, conditions},
    })
    .catch((error: unknown) => {
      if (!isNotFound(error) && !isConflict(error)) throw error
    })
}
