import type {ContainerGroupInstance} from '../../azure/azure.ts'
import type {ContainerEnd, ContainerInstance} from '../../azure/resources/container-instance.ts'
import type {ContainerStatus} from '../../kubernetes/kinds/container-status.ts'
import type {PodObject} from '../../kubernetes/objects.ts'

/**
 * The pod with the states of those containers that have ended. The provider does not pass on all of it (azure-aci v1.6.4, pkg/validation): ACI gives a container
 * that waits to be started again no start time, and then Kubernetes shows the pod as it was before, even as ready.
 */
export function withStatesOfAci(pod: PodObject, group: ContainerGroupInstance | undefined): PodObject {
  const ended = (group?.containers ?? []).filter(
    ({state, restartCount, end}) => end !== undefined || (state === 'Waiting' && restartCount > 0),
  )
  if (ended.length === 0) return pod
  const {containerStatuses = []} = pod.status ?? {}
  const others = containerStatuses.filter(({name}) => !ended.some(one => one.name === name))
  return {...pod, status: {...pod.status, containerStatuses: [...others, ...ended.map(statusOf)]}}
}

function statusOf({name, detail, restartCount, end, previousEnd}: ContainerInstance): ContainerStatus {
  const [reason = '', ...message] = detail.split(': ')
  return {
    name,
    ready: false,
    restartCount,
    state: end === undefined ? {waiting: {reason, message: message.join(': ')}} : terminated(end),
    ...(previousEnd !== undefined && {lastState: terminated(previousEnd)}),
  }
}

function terminated({exitCode, finishTime, detail}: ContainerEnd): NonNullable<ContainerStatus['state']> {
  return {terminated: {exitCode, reason: detail, ...(finishTime !== undefined && {finishedAt: finishTime})}}
}
