import {valueOf} from '../../checks/engine/fact.ts'
import {statesOf} from '../../checks/facts/pod-state.ts'
import type {ContainerStatus} from '../../kubernetes/kinds/container-status.ts'
import type {Condition, PodObject} from '../../kubernetes/objects.ts'
import {once} from './entries.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import type {TimeLineEntry} from './pod-story.ts'

// What the pod itself says.

export function creation({pod: {metadata}}: PodHistory): readonly TimeLineEntry[] {
  const [owner] = metadata.ownerReferences ?? []
  const by = owner === undefined ? '' : ` by the ${owner.kind} ${owner.name}`
  return at(metadata.creationTimestamp, {source: 'kubernetes', level: 'normal', text: `The pod was created${by}`})
}

/** Where the scheduler placed the pod, or why it found no node; empty if its events tell that. */
export function placement({pod, events}: PodHistory): readonly TimeLineEntry[] {
  const {status, message = '', lastTransitionTime} = condition(pod, 'PodScheduled') ?? {}
  const isTold = (reason: string): boolean => valueOf(events)?.some(event => event.reason === reason) === true
  const nodeName = pod.spec?.nodeName
  if (status === 'True' && nodeName !== undefined && !isTold('Scheduled'))
    return at(lastTransitionTime, {source: 'scheduler', level: 'normal', text: `The pod was assigned to ${nodeName}`})
  if (status === 'False' && !isTold('FailedScheduling'))
    return at(lastTransitionTime, {source: 'scheduler', level: 'warning', text: `No node takes the pod: ${message}`})
  return []
}

/** When the containers started and ended, as far as ACI does not say it itself. */
export function containerEntries({pod, containerGroup}: PodHistory): readonly TimeLineEntry[] {
  const started = new Set(valueOf(containerGroup)?.events.flatMap(({name, container}) => (name === 'Started' ? container : [])))
  return statesOf(pod).flatMap(({name, state = {}, lastState = {}}) => [
    ...endEntries(name, lastState.terminated),
    ...(started.has(name) ? [] : at(state.running?.startedAt, {source: 'container', level: 'normal', text: `${name}: Started`})),
    ...endEntries(name, state.terminated),
  ])
}

function endEntries(name: string, end: NonNullable<ContainerStatus['state']>['terminated']): readonly TimeLineEntry[] {
  if (end === undefined) return []
  const {exitCode = 0, reason = '', message = '', finishedAt} = end
  const why = [reason, message].filter(part => part !== '').join(': ')
  return at(finishedAt, {
    source: 'container',
    level: exitCode === 0 ? 'normal' : 'warning',
    text: `${name}: Ended with exit code ${exitCode}${why === '' ? '' : ` (${why})`}`,
  })
}

/** Since when the pod is ready, or is not any more. */
export function readiness({pod}: PodHistory): readonly TimeLineEntry[] {
  const {status, lastTransitionTime} = condition(pod, 'Ready') ?? {}
  if (status === 'True') return at(lastTransitionTime, {source: 'kubernetes', level: 'normal', text: 'The pod is ready'})
  if (status !== 'False' || pod.status?.phase !== 'Running') return []
  return at(lastTransitionTime, {source: 'kubernetes', level: 'warning', text: 'The pod is not ready'})
}

export function deletion({pod: {metadata}}: PodHistory): readonly TimeLineEntry[] {
  const {deletionTimestamp, deletionGracePeriodSeconds = 0} = metadata
  if (deletionTimestamp === undefined) return []
  // deletionTimestamp is the end of the grace period.
  const asked = new Date(Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000).toISOString()
  return [once(asked, {source: 'kubernetes', level: 'normal', text: 'The pod was deleted; it ends when its containers have stopped'})]
}

function condition({status}: PodObject, type: string): Condition | undefined {
  return status?.conditions?.find(one => one.type === type)
}

function at(time: string | null | undefined, entry: Parameters<typeof once>[1]): readonly TimeLineEntry[] {
  return time === undefined || time === null ? [] : [once(time, entry)]
}
