import type {ContainerGroup} from '../../../azure/azure.ts'
import {containerGroupsOf, isGroupOfCluster} from '../../inventory/container-groups.ts'
import type {Host} from '../../session/host.ts'
import type {StepKind} from '../../session/step.ts'

/**
 * Waits until Azure lists no container group of the node. If the connector is down or slow, vkctl deletes the container groups itself, but only those that
 * certainly belong to this cluster.
 */
export interface WaitForContainerGroups {
  readonly do: 'wait-for-container-groups'
  readonly nodeName: string
  readonly aciResourceGroup: string
  /** UIDs of the pods that were on the node. */
  readonly podUids: readonly string[]
  /** Whether the connector runs: then it deletes the container groups of deleted pods itself. */
  readonly connectorRuns: boolean
  /** UIDs of pods that stay for now. The step does not wait for their container groups. */
  readonly except: readonly string[]
}

const pollMs = 500
/** A running connector deletes the container groups of deleted pods within seconds. After this time, vkctl deletes them. */
const patienceMs = 30_000

export const waitForContainerGroups: StepKind<WaitForContainerGroups> = {
  describe: ({nodeName}) => `Wait until the container groups of ${nodeName} are gone`,

  async take(step, {host, session, deadline, now}) {
    const {nodeName, aciResourceGroup, podUids, connectorRuns, except} = step
    const patient = connectorRuns ? host.now().getTime() + patienceMs : 0
    for (;;) {
      const found = await containerGroupsOf(host, aciResourceGroup, nodeName)
      const going = found.filter(({tags}) => !except.includes(tags['UID'] ?? ''))
      const ours = going.filter(group => isGroupOfCluster(group, {resourceGroup: aciResourceGroup, podUids}, session))
      if (ours.length === 0 || host.now() >= deadline) return
      if (host.now().getTime() >= patient) await deleteGroups(host, aciResourceGroup, ours)
      now?.(`Waiting until the container groups of ${nodeName} are gone: ${going.map(({name}) => name).join(', ')}`)
      await host.sleep(pollMs)
    }
  },
}

/** One that cannot be deleted does not keep the others. */
async function deleteGroups({azure}: Host, aciResourceGroup: string, groups: readonly ContainerGroup[]): Promise<void> {
  const asked = await Promise.allSettled(groups.map(({name}) => azure.deleteContainerGroup(aciResourceGroup, name)))
  for (const one of asked) if (one.status === 'rejected') throw one.reason
}
