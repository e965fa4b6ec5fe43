import {sameId} from '../azure/resources/ids.ts'
import type {FoundGroup, PodGroup} from './found-group.ts'

/** The nodes and pods of a cluster. */
export interface LookedAt {
  readonly name: string
  /** Undefined if the cluster is not known in Azure. */
  readonly nodeResourceGroup: string | undefined
  /** Names of its virtual nodes. */
  readonly nodes: ReadonlySet<string>
  /** UIDs of the pods on virtual nodes, and on nodes that container groups of its node resource group name. */
  readonly podUids: ReadonlySet<string>
}

/**
 * Decides which cluster a container group belongs to, and whether its pod and node still exist. Only the UID of a pod, or the node resource
 * group, which belongs to one cluster alone, makes that certain. Pure.
 */
export function classify(group: PodGroup, clusters: readonly LookedAt[]): FoundGroup {
  const withPod = clusters.find(({podUids}) => podUids.has(group.podUid))
  if (withPod !== undefined) return {...group, class: 'live', cluster: withPod.name, certain: true}
  const withNode = clusters.filter(({nodes}) => nodes.has(group.nodeName))
  const home = clusters.find(cluster => isHomeOf(cluster, group))
  if (home !== undefined && withNode.every(cluster => cluster === home)) {
    return {...group, class: withNode.length === 0 ? 'node-gone' : 'pod-gone', cluster: home.name, certain: true}
  }
  const [only, ...others] = withNode
  if (only === undefined) return {...group, class: 'cluster-unknown', cluster: null, certain: false}
  return {...group, class: 'pod-gone', cluster: others.length === 0 ? only.name : null, certain: false}
}

/** Whether a container group is in the node resource group of a cluster. */
export function isHomeOf({nodeResourceGroup}: Pick<LookedAt, 'nodeResourceGroup'>, {resourceGroup}: PodGroup): boolean {
  return nodeResourceGroup !== undefined && sameId(nodeResourceGroup, resourceGroup)
}
