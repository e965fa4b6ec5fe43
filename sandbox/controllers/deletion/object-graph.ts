import type {Informer} from '../../client/cluster-informer.ts'
import type {ClusterObject, OwnerReference} from '../../client/cluster-objects.ts'
import type {ControllerContext} from '../controller-context.ts'
import {discoverResources, type DiscoveredResource} from './resource-discovery.ts'

export interface GraphNode {
  readonly resource: DiscoveredResource
  readonly object: ClusterObject
}

/** All objects of the cluster by uid, with their owners and their namespaces. */
export interface ObjectGraph {
  node(uid: string): GraphNode | undefined
  dependents(uid: string): GraphNode[]
  inNamespace(namespace: string): GraphNode[]
  resourceOf(owner: OwnerReference): DiscoveredResource | undefined
  onChange(listener: (change: {readonly before?: GraphNode; readonly after?: GraphNode}) => void): void
}

export async function startObjectGraph(context: ControllerContext): Promise<ObjectGraph> {
  const resources = await discoverResources(context.client)
  const nodes = new Map<string, GraphNode>()
  const byOwner = new Map<string, Set<string>>()
  const byNamespace = new Map<string, Set<string>>()
  const listeners: ((change: {readonly before?: GraphNode; readonly after?: GraphNode}) => void)[] = []
  const index = (map: Map<string, Set<string>>, key: string, uid: string, present: boolean): void => {
    const set = map.get(key) ?? new Set()
    if (present) map.set(key, set.add(uid))
    else if (set.delete(uid) && set.size === 0) map.delete(key)
  }
  const indexAll = ({metadata}: ClusterObject, present: boolean): void => {
    const {uid = '', namespace, ownerReferences = []} = metadata
    for (const owner of ownerReferences) index(byOwner, owner.uid, uid, present)
    if (namespace !== undefined) index(byNamespace, namespace, uid, present)
  }
  const known = (uids: Iterable<string>): GraphNode[] => [...uids].flatMap(uid => nodes.get(uid) ?? [])

  const informers = resources.map((resource): Informer<ClusterObject> => {
    const informer = context.informer<ClusterObject>(resource.path)
    const change = ({before, after}: {before?: ClusterObject; after?: ClusterObject}): void => {
      if (before !== undefined) {
        indexAll(before, false)
        nodes.delete(before.metadata.uid ?? '')
      }
      if (after !== undefined) {
        indexAll(after, true)
        nodes.set(after.metadata.uid ?? '', {resource, object: after})
      }
      for (const listener of listeners) {
        listener({
          ...(before === undefined ? {} : {before: {resource, object: before}}),
          ...(after === undefined ? {} : {after: {resource, object: after}}),
        })
      }
    }
    for (const object of informer.items.values()) change({after: object})
    informer.onChange(change)
    return informer
  })
  await Promise.all(informers.map(({ready}) => ready))
  return {
    node: uid => nodes.get(uid),
    dependents: uid => known(byOwner.get(uid) ?? []),
    inNamespace: namespace => known(byNamespace.get(namespace) ?? []),
    resourceOf: ({apiVersion, kind}) => {
      const group = (version: string): string => (version.includes('/') ? (version.split('/')[0] ?? '') : '')
      return resources.find(resource => resource.kind === kind && group(resource.groupVersion) === group(apiVersion))
    },
    onChange: listener => void listeners.push(listener),
  }
}
