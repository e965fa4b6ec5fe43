import {createHash} from 'node:crypto'
import type {Condition} from '../../client/cluster-objects.ts'
import type {ContainerState, ContainerStatus, PodStatus} from '../../client/pod-objects.ts'
import type {ContainerGroup, GroupContainer, GroupContainerState} from './container-group-objects.ts'
import {parseGoTime} from '../go-quirks.ts'

const seconds = (time: string | undefined): string | null => (time === undefined ? null : `${time.slice(0, 19)}Z`)

function containerState(state: GroupContainerState): ContainerState {
  const {state: name, startTime, finishTime, exitCode = 0, detailStatus = ''} = state
  const times = {startedAt: seconds(startTime), finishedAt: seconds(finishTime)}
  if (name === 'Running') return {running: {startedAt: seconds(startTime)}}
  if (name === 'Succeeded' || (name === 'Terminated' && exitCode === 0)) return {terminated: {exitCode: 0, reason: 'Completed', ...times}}
  if (name === 'Failed' || name === 'Canceled') return {terminated: {exitCode, reason: name, message: detailStatus, ...times}}
  return {waiting: {reason: name, message: detailStatus}}
}

const phases: Readonly<Record<string, NonNullable<PodStatus['phase']>>> = {
  Running: 'Running',
  Succeeded: 'Succeeded',
  Failed: 'Failed',
  Canceled: 'Failed',
  Creating: 'Pending',
  Repairing: 'Pending',
  Pending: 'Pending',
  Accepted: 'Pending',
}

const phaseOf = (state: string): NonNullable<PodStatus['phase']> => phases[state] ?? 'Unknown'

const containerId = (groupId: string, name: string): string =>
  `aci://${createHash('sha256').update(`${groupId}/containers/${name}`.toUpperCase()).digest('hex')}`

function statusOf(
  group: ContainerGroup,
  {name, properties}: GroupContainer,
): {status: ContainerStatus; current: GroupContainerState & {startTime: string}} {
  const {instanceView, image} = properties
  const current = instanceView?.currentState
  // pkg/validation refuses a container that has not started: its pod keeps the status it had.
  if (instanceView === undefined || current === undefined)
    throw new Error(`container ${name} properties InstanceView or CurrentState cannot be nil`)
  if (current.startTime === undefined) throw new Error(`container ${name} properties CurrentState StartTime cannot be nil`)
  const ready = phaseOf(current.state) === 'Running'
  return {
    current: {...current, startTime: current.startTime},
    status: {
      name,
      state: containerState(current),
      lastState: containerState(instanceView.previousState ?? {state: 'Pending', detailStatus: 'Pending'}),
      ready,
      restartCount: instanceView.restartCount,
      image,
      imageID: '',
      containerID: containerId(group.id ?? '', name),
      started: ready,
    },
  }
}

function conditionsOf(state: string, created: string | null, updated: string | null, allReady: boolean): Condition[] {
  if (state !== 'Running' && state !== 'Succeeded') return []
  return [
    {type: 'Ready', status: allReady ? 'True' : 'False', lastTransitionTime: allReady ? updated : created},
    {type: 'Initialized', status: 'True', lastTransitionTime: created},
    {type: 'PodScheduled', status: 'True', lastTransitionTime: created},
  ]
}

/** The status of the pod of a container group. Fails while the container group does not contain enough, as the provider's validation does. */
export function podStatusOf(group: ContainerGroup, {hostIP, windows}: {readonly hostIP: string; readonly windows: boolean}): PodStatus {
  const containers = group.properties.containers.map(container => statusOf(group, container))
  const {provisioningState = '', instanceView, ipAddress} = group.properties
  const state = provisioningState === 'Succeeded' ? (instanceView?.state ?? '') : provisioningState
  const created = parseGoTime(group.tags['CreationTimestamp'] ?? '')
  if (created === undefined) throw new Error(`unable to parse the creation timestamp for container group ${group.name}`)
  const startTimes = containers.map(({current}) => current.startTime)
  const updated = seconds(startTimes.toSorted().at(-1))
  const allReady = containers.every(({current}) => ['Running', 'Succeeded'].includes(phaseOf(current.state)))
  // Windows groups get no address in Kubernetes, whatever ACI gave them.
  const podIP = windows ? undefined : ipAddress?.ip
  return {
    phase: phaseOf(state),
    conditions: conditionsOf(state, created, updated, allReady),
    hostIP,
    ...(podIP === undefined ? {} : {podIP, podIPs: [{ip: podIP}]}),
    startTime: seconds(startTimes[0]),
    containerStatuses: containers.map(({status}) => status),
  }
}
