import type {ContainerGroup} from '../../azure/azure.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import type {RemovalTarget} from './removal-target.ts'

const pollMs = 500
/** A connector that runs deletes the groups of deleted pods within seconds; after this long vkctl does it. */
const patienceMs = 30_000

/** The container groups of a node, by the tag that the provider gives them. */
export async function groupsOf(
  {azure}: Host,
  {aciResourceGroup, connector}: Pick<RemovalTarget, 'aciResourceGroup' | 'connector'>,
): Promise<readonly ContainerGroup[]> {
  return (await azure.containerGroups(aciResourceGroup)).filter(({tags}) => tags['NodeName'] === connector.nodeName)
}

export interface GroupWait {
  readonly deadline: Date
  /** Whether a connector runs that deletes the groups of deleted pods itself. */
  readonly connectorRuns: boolean
  /** UIDs of pods that stay for now; their groups are not waited for. */
  readonly staying: ReadonlySet<string>
}

/**
 * Waits until Azure shows no container group of the node. Those that nobody deletes, because the connector is down or slow, are deleted
 * here, if they are surely of this cluster: of a pod that was seen on the node, or in the cluster's own group.
 */
export async function waitForNoGroups(
  host: Host,
  session: ClusterSession,
  target: RemovalTarget,
  {deadline, connectorRuns, staying}: GroupWait,
): Promise<void> {
  const patient = connectorRuns ? host.now().getTime() + patienceMs : 0
  for (;;) {
    const groups = (await groupsOf(host, target)).filter(({tags}) => !staying.has(tags['UID'] ?? ''))
    const ours = groups.filter(group => isSurelyOurs(group, target.pods, session, target.aciResourceGroup))
    if (ours.length === 0 || host.now() >= deadline) return
    if (host.now().getTime() >= patient) {
      await Promise.all(ours.map(({name}) => host.azure.deleteContainerGroup(target.aciResourceGroup, name)))
    }
    host.talk.step(
      `Waiting until the container groups of ${target.connector.nodeName} are gone: ${groups.map(({name}) => name).join(', ')}`,
    )
    await host.sleep(pollMs)
  }
}

/** Tags hold no cluster: another cluster that shares the group and the node's name would look the same. */
function isSurelyOurs({tags}: ContainerGroup, pods: readonly PodObject[], {cluster}: ClusterSession, group: string): boolean {
  return group.toLowerCase() === cluster.nodeResourceGroup.toLowerCase() || pods.some(({metadata}) => metadata.uid === tags['UID'])
}
