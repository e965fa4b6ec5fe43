import {isNotFound} from '../../client/cluster-client.ts'
import type {ClusterObject, OwnerReference} from '../../client/cluster-objects.ts'
import {startWorkQueue} from '../../client/work-queue.ts'
import {objectPath, type ControllerContext} from '../controller-context.ts'
import type {GraphNode, ObjectGraph} from './object-graph.ts'

const foreground = 'foregroundDeletion'
const orphan = 'orphan'

/** Deletes objects whose owners are gone, and finishes deletions with the policies Foreground and Orphan. */
export function startGarbageCollector(context: ControllerContext, graph: ObjectGraph): void {
  const {client, signal} = context
  const pathOf = ({resource, object}: GraphNode): string => objectPath(resource.path, object)
  const gone = (error: unknown): void => {
    if (!isNotFound(error)) throw error
  }
  const remove = (node: GraphNode, propagationPolicy: 'Background' | 'Foreground'): Promise<unknown> =>
    client.delete(pathOf(node), {propagationPolicy, preconditions: {uid: node.object.metadata.uid}}).catch((error: unknown) => {
      if ((error as {status?: number}).status !== 409) gone(error)
    })
  const dropFinalizer = (node: GraphNode, name: string): Promise<unknown> => {
    const {resourceVersion, finalizers = []} = node.object.metadata
    return client
      .patch(pathOf(node), {metadata: {resourceVersion, finalizers: finalizers.filter(finalizer => finalizer !== name)}})
      .catch(gone)
  }

  /** An owner that no watch has reported is read before it counts as gone. */
  const ownerIs = async (owner: OwnerReference, namespace: string | undefined): Promise<'there' | 'leaving' | 'gone'> => {
    const node = graph.node(owner.uid)
    if (node !== undefined)
      return node.object.metadata.deletionTimestamp !== undefined && (node.object.metadata.finalizers ?? []).includes(foreground)
        ? 'leaving'
        : 'there'
    const resource = graph.resourceOf(owner)
    if (resource === undefined) return 'there'
    try {
      const path = objectPath(resource.path, {
        metadata: {name: owner.name, ...(resource.namespaced && namespace !== undefined ? {namespace} : {})},
      })
      const found = await client.get<ClusterObject>(path)
      return found.metadata.uid === owner.uid ? 'there' : 'gone'
    } catch (error) {
      gone(error)
      return 'gone'
    }
  }

  const finishDeletion = async (node: GraphNode): Promise<void> => {
    const {uid = '', finalizers = []} = node.object.metadata
    if (finalizers.includes(orphan)) {
      for (const dependent of graph.dependents(uid)) {
        const {ownerReferences = [], resourceVersion} = dependent.object.metadata
        await client
          .patch(pathOf(dependent), {metadata: {resourceVersion, ownerReferences: ownerReferences.filter(owner => owner.uid !== uid)}})
          .catch(gone)
      }
      await dropFinalizer(node, orphan)
      return
    }
    if (!finalizers.includes(foreground)) return
    const blocking = graph
      .dependents(uid)
      .filter(({object}) => object.metadata.ownerReferences?.some(owner => owner.uid === uid && owner.blockOwnerDeletion === true))
    if (blocking.length === 0) await dropFinalizer(node, foreground)
    else for (const dependent of blocking) queue.add(dependent.object.metadata.uid ?? '')
  }

  const queue = startWorkQueue(
    async uid => {
      const node = graph.node(uid)
      if (node === undefined) return
      const {deletionTimestamp, ownerReferences = [], namespace, finalizers = []} = node.object.metadata
      if (deletionTimestamp !== undefined) return finishDeletion(node)
      if (ownerReferences.length === 0) return
      const states = await Promise.all(ownerReferences.map(async owner => ownerIs(owner, namespace)))
      if (states.includes('there')) {
        // Some owners are gone, others are not: only the references to owners that are gone are removed.
        const left = ownerReferences.filter((_, index) => states[index] === 'there')
        if (left.length < ownerReferences.length) {
          await client
            .patch(pathOf(node), {metadata: {resourceVersion: node.object.metadata.resourceVersion, ownerReferences: left}})
            .catch(gone)
        }
        return
      }
      const waitedFor = states.includes('leaving') && graph.dependents(uid).length > 0
      if (!finalizers.includes(foreground)) await remove(node, waitedFor ? 'Foreground' : 'Background')
    },
    {signal, maximalDelayMs: 2000, onError: context.onError},
  )

  graph.onChange(({before, after}) => {
    if (after !== undefined) {
      queue.add(after.object.metadata.uid ?? '')
      return
    }
    if (before === undefined) return
    const {uid = '', ownerReferences = []} = before.object.metadata
    for (const dependent of graph.dependents(uid)) queue.add(dependent.object.metadata.uid ?? '')
    for (const owner of ownerReferences) queue.add(owner.uid)
  })
}
