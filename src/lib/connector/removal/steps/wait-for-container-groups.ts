import type {ContainerGroup} from '../../../azure/azure.ts'
import {containerGroupsOf} from '../container-groups.ts'
import type {StepContext, StepKind} from './step.ts'

/**
 * Waits until Azure shows no container group of the node. Container groups that nobody deletes, because the connector is down or slow, are
 * deleted by vkctl if they are of this cluster for certain.
 */
export interface WaitForContainerGroups {
  readonly do: 'wait-for-container-groups'
  readonly nodeName: string
  readonly aciResourceGroup: string
  /** UIDs of the pods that were seen on the node. */
  readonly podUids: readonly string[]
  /** Whether a connector runs that deletes the container groups of deleted pods itself. */
  readonly connectorRuns: boolean
  /** UIDs of pods that stay for now; their container groups are not waited for. */
  readonly except: readonly string[]
}

const pollMs = 500
/** A connector that runs deletes the container groups of deleted pods within seconds; after this long vkctl does it. */
const patienceMs = 30_000

export const waitForContainerGroups: StepKind<WaitForContainerGroups> = {
  describe: ({nodeName}) => `Wait until the container groups of ${nodeName} are gone`,

  async take(step, {host, session, deadline}) {
    const {nodeName, aciResourceGroup, connectorRuns, except} = step
    const patient = connectorRuns ? host.now().getTime() + patienceMs : 0
    for (;;) {
      const found = await containerGroupsOf(host, aciResourceGroup, nodeName)
      const going = found.filter(({tags}) => !except.includes(tags['UID'] ?? ''))
      const ours = going.filter(group => isOfThisCluster(group, step, session))
      if (ours.length === 0 || host.now() >= deadline) return
      if (host.now().getTime() >= patient) await Promise.all(ours.map(({name}) => host.azure.deleteContainerGroup(aciResourceGroup, name)))
      host.talk.step(`Waiting until the container groups of ${nodeName} are gone: ${going.map(({name}) => name).join(', ')}`)
      await host.sleep(pollMs)
    }
  },
}

/**
 * The tags do not name the cluster: a container group of another cluster, in the same resource group and with the same node name, looks the same. So
 * it has to be of a pod that was seen here, or in the resource group that only this cluster has.
 */
function isOfThisCluster(
  {tags}: ContainerGroup,
  {podUids, aciResourceGroup}: WaitForContainerGroups,
  {cluster}: StepContext['session'],
): boolean {
  return aciResourceGroup.toLowerCase() === cluster.nodeResourceGroup.toLowerCase() || podUids.includes(tags['UID'] ?? '')
}
