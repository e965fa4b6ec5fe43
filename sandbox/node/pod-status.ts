import type {Condition} from '../client/cluster-objects.ts'
import type {ContainerStatus, Pod, PodStatus} from '../client/pod-objects.ts'
import {now} from './container-state.ts'

export interface PodParts {
  readonly containers: readonly ContainerStatus[]
  readonly initContainers: readonly ContainerStatus[]
  readonly initialized: boolean
  readonly sandboxReady: boolean
  readonly podIP?: string | undefined
  readonly hostIP: string
  readonly startTime: string
}

/** The phase as the kubelet derives it from the states of the containers. */
function phaseOf(pod: Pod, {containers, initContainers, initialized}: PodParts): NonNullable<PodStatus['phase']> {
  if (!initialized)
    return pod.spec.restartPolicy === 'Never' && initContainers.some(({state}) => (state.terminated?.exitCode ?? 0) !== 0)
      ? 'Failed'
      : 'Pending'
  if (containers.some(({state, lastState}) => state.waiting && !lastState.terminated)) return 'Pending'
  if (containers.some(({state}) => state.running)) return 'Running'
  if (pod.spec.restartPolicy === undefined || pod.spec.restartPolicy === 'Always' || containers.some(({state}) => state.waiting))
    return 'Running'
  const failed = containers.some(({state}) => state.terminated?.exitCode !== 0)
  if (!failed) return 'Succeeded'
  return pod.spec.restartPolicy === 'Never' ? 'Failed' : 'Running'
}

const joined = (names: readonly string[]): string => `[${names.join(' ')}]`

/** The whole status of a pod as a kubelet 1.36 writes it; the times of conditions that did not change are those of `before`. */
export function podStatus(pod: Pod, parts: PodParts, before: PodStatus | undefined): PodStatus {
  const phase = phaseOf(pod, parts)
  const unready = parts.containers.filter(({ready}) => !ready).map(({name}) => name)
  const incomplete = parts.initContainers.filter(({state}) => state.terminated?.exitCode !== 0).map(({name}) => name)
  const done = phase === 'Succeeded' || phase === 'Failed'
  const notReady = done
    ? {reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed'}
    : {reason: 'ContainersNotReady', message: `containers with unready status: ${joined(unready)}`}
  const ready: Pick<Condition, 'status' | 'reason' | 'message'> =
    unready.length === 0 && !done ? {status: 'True'} : {status: 'False', ...notReady}
  const wanted: Omit<Condition, 'lastTransitionTime'>[] = [
    {type: 'PodReadyToStartContainers', status: parts.sandboxReady && !done ? 'True' : 'False'},
    parts.initialized
      ? {type: 'Initialized', status: 'True'}
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: ${joined(incomplete)}`,
        },
    {type: 'Ready', ...ready},
    {type: 'ContainersReady', ...ready},
    {type: 'PodScheduled', status: 'True'},
  ]
  const conditions = wanted.map((condition): Condition => {
    const old = before?.conditions?.find(({type}) => type === condition.type)
    const lastTransitionTime = old !== undefined && old.status === condition.status ? (old.lastTransitionTime ?? null) : now()
    return {
      ...condition,
      lastProbeTime: null,
      lastTransitionTime,
      ...(pod.metadata.generation === undefined ? {} : {observedGeneration: pod.metadata.generation}),
    }
  })
  return {
    phase,
    conditions,
    hostIP: parts.hostIP,
    hostIPs: [{ip: parts.hostIP}],
    ...(parts.podIP === undefined ? {} : {podIP: parts.podIP, podIPs: [{ip: parts.podIP}]}),
    startTime: parts.startTime,
    ...(pod.metadata.generation === undefined ? {} : {observedGeneration: pod.metadata.generation}),
    ...(parts.initContainers.length === 0 ? {} : {initContainerStatuses: [...parts.initContainers]}),
    containerStatuses: [...parts.containers],
  }
}
