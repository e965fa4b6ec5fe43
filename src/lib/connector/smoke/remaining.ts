import type {Azure, ContainerGroup} from '../../azure/azure.ts'
import {factOf, type Fact} from '../../checks/engine/fact.ts'
import {NotAllowedError} from '../../errors.ts'
import type {Kubectl} from '../../kubernetes/kubectl.ts'
import type {PodObject} from '../../kubernetes/objects.ts'
import {readContainerGroups, readPods, resourceGroupsOf} from './read-state.ts'
import type {SmokePod} from './smoke-pod.ts'

/** What the cluster and Azure still show of the sample pods, by name. */
export interface Remaining {
  readonly pods: Fact<ReadonlyMap<string, PodObject>>
  readonly containerGroups: Fact<ReadonlyMap<string, ContainerGroup>>
}

/** Reads the cluster and Azure; what cannot be read is unknown. Rejects only when interrupted. */
export async function readRemaining(
  {kubectl, azure, signal}: {readonly kubectl: Kubectl; readonly azure: () => Promise<Azure>; readonly signal: AbortSignal},
  {id, namespace}: {readonly id: string; readonly namespace: string},
  pods: readonly SmokePod[],
): Promise<Remaining> {
  const [seen, containerGroups] = await Promise.all([
    factOf(readPods(kubectl, namespace, id), signal),
    factOf(
      azure().then(open => readContainerGroups(open, resourceGroupsOf(pods))),
      signal,
    ),
  ])
  return {pods: seen, containerGroups}
}

/** Whether a permission to read is missing. Waiting does not help then. */
export function isForbidden({pods, containerGroups}: Remaining): boolean {
  return [pods, containerGroups].some(fact => !fact.known && fact.error instanceof NotAllowedError)
}

/** What is left of one pod, as text; what could not be read is listed as unknown. Empty if the pod and its container group are gone. */
export function leftOf({name, namespace, containerGroupName, target}: SmokePod, {pods, containerGroups}: Remaining): readonly string[] {
  const pod = `pod ${namespace}/${name}`
  const containerGroup = `container group ${target.aciResourceGroup}/${containerGroupName}`
  return [
    ...(pods.known ? (pods.value.has(name) ? [pod] : []) : [`unknown: ${pod}: ${pods.reason}`]),
    ...(containerGroups.known
      ? containerGroups.value.has(containerGroupName)
        ? [containerGroup]
        : []
      : [`unknown: ${containerGroup}: ${containerGroups.reason}`]),
  ]
}
