import type {ClusterRef} from '../azure/azure.ts'
import {withCluster} from '../connector/session/cluster-session.ts'
import type {Host} from '../connector/session/host.ts'
import {withOwnKubectl, type OwnAccess} from '../connector/session/own-kubectl.ts'
import {UserError} from '../errors.ts'
import {classify, type LookedAt} from './classify.ts'
import {podGroup, type FoundGroup, type PodGroup} from './found-group.ts'
import {lookAt} from './look-at.ts'

/** The clusters whose pods are compared with the container groups. */
export type Clusters =
  | {readonly look: 'nowhere'}
  | {readonly look: 'at-one'; readonly cluster: ClusterRef; readonly admin: boolean}
  /** Every AKS cluster of the subscription. */
  | {readonly look: 'at-all'; readonly admin: boolean}
  | {readonly look: 'at-own'; readonly access: OwnAccess}

export interface OrphansScope {
  /** Only the container groups of this resource group; undefined: those of the whole subscription. */
  readonly resourceGroup: string | undefined
  readonly clusters: Clusters
}

/** A cluster; `reason` says why it could not be read, and is null if it was read. */
export interface ClusterLook {
  readonly name: string
  readonly lookedAt: boolean
  readonly reason: string | null
}

export interface OrphanFacts {
  readonly groups: readonly FoundGroup[]
  readonly clusters: readonly ClusterLook[]
}

/**
 * Reads the container groups of Virtual Kubelet, then their nodes and pods in the clusters. In this order, no container group is found
 * whose pod was created between the two reads. Rejects if a cluster that the user names cannot be read; with all clusters, `clusters` says
 * so instead.
 */
export async function readOrphanFacts(host: Host, {resourceGroup, clusters}: OrphansScope): Promise<OrphanFacts> {
  const groups = (await host.azure.containerGroups(resourceGroup)).flatMap(group => podGroup(group) ?? [])
  const looks = await lookAtAll(host, clusters, groups)
  const seen = looks.flatMap(look => ('reason' in look ? [] : [look]))
  return {
    groups: groups.map(group => classify(group, seen)).toSorted((a, b) => a.id.localeCompare(b.id)),
    clusters: looks.map(look => ({name: look.name, lookedAt: !('reason' in look), reason: 'reason' in look ? look.reason : null})),
  }
}

interface NotLookedAt {
  readonly name: string
  readonly reason: string
}

async function lookAtAll(host: Host, clusters: Clusters, groups: readonly PodGroup[]): Promise<readonly (LookedAt | NotLookedAt)[]> {
  switch (clusters.look) {
    case 'nowhere':
      return []
    case 'at-one':
      return [await lookAtCluster(host, clusters.cluster, clusters.admin, groups)]
    case 'at-own':
      return [await withOwnKubectl(host, clusters.access, (kubectl, name) => lookAt(kubectl, {name, nodeResourceGroup: undefined}, groups))]
    case 'at-all':
      return Promise.all(
        (await host.azure.clusterRefs()).map(async cluster => {
          try {
            return await lookAtCluster(host, cluster, clusters.admin, groups)
          } catch (error) {
            host.signal.throwIfAborted()
            if (!(error instanceof UserError)) throw error
            return {name: nameOfCluster(cluster), reason: error.message}
          }
        }),
      )
    default:
      return clusters satisfies never
  }
}

function lookAtCluster(host: Host, ref: ClusterRef, admin: boolean, groups: readonly PodGroup[]): Promise<LookedAt> {
  return withCluster(host, ref, {admin}, ({kubectl, cluster}) =>
    lookAt(kubectl, {name: nameOfCluster(ref), nodeResourceGroup: cluster.nodeResourceGroup}, groups),
  )
}

/** Names of clusters are unique in their resource group only. */
function nameOfCluster({resourceGroup, name}: ClusterRef): string {
  return `${resourceGroup}/${name}`
}
