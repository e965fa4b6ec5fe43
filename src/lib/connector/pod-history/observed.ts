import {valueOf} from '../../checks/engine/fact.ts'
import {statesOf} from '../../checks/facts/pod-state.ts'
import type {ContainerStatus, PodObject} from '../../kubernetes/objects.ts'
import {once} from './entries.ts'
import type {PodHistory} from './pod-history.ts'
import type {TimeLineEntry} from './pod-story.ts'

/** What the pod itself says: when it was created, placed, ready and deleted, and when its containers started and ended. */
export function podEntries({pod, events, containerGroup}: PodHistory): readonly TimeLineEntry[] {
  const {creationTimestamp, ownerReferences: [owner] = []} = pod.metadata
  const by = owner === undefined ? '' : ` by the ${owner.kind} ${owner.name}`
  const told = (reason: string): boolean => valueOf(events)?.some(event => event.reason === reason) === true
  const started = new Set(valueOf(containerGroup)?.events.flatMap(({name, container}) => (name === 'Started' ? container : [])))
  return [
    ...at(creationTimestamp, {source: 'kubernetes', level: 'normal', text: `The pod was created${by}`}),
    ...conditionEntries(pod, told),
    ...statesOf(pod).flatMap(container => stateEntries(container, started.has(container.name))),
    ...deletion(pod),
  ]
}

function at(time: string | null | undefined, entry: Parameters<typeof once>[1]): readonly TimeLineEntry[] {
  return time === undefined || time === null ? [] : [once(time, entry)]
}

function conditionEntries({spec, status}: PodObject, told: (reason: string) => boolean): readonly TimeLineEntry[] {
  return (status?.conditions ?? []).flatMap(({type, status: state, lastTransitionTime, message = ''}) => {
    if (type === 'PodScheduled' && state === 'True' && !told('Scheduled') && spec?.nodeName !== undefined)
      return at(lastTransitionTime, {source: 'scheduler', level: 'normal', text: `The pod was assigned to ${spec.nodeName}`})
    if (type === 'PodScheduled' && state === 'False' && !told('FailedScheduling'))
      return at(lastTransitionTime, {source: 'scheduler', level: 'warning', text: `No node takes the pod: ${message}`})
    if (type !== 'Ready') return []
    return state === 'True'
      ? at(lastTransitionTime, {source: 'kubernetes', level: 'normal', text: 'The pod is ready'})
      : at(lastTransitionTime, {source: 'kubernetes', level: 'warning', text: 'The pod is not ready'})
  })
}

/** @param isStartTold Whether ACI says itself when the container started. */
function stateEntries({name, state = {}, lastState = {}}: ContainerStatus, isStartTold: boolean): readonly TimeLineEntry[] {
  return [
    ...endEntries(name, lastState.terminated),
    ...(isStartTold ? [] : at(state.running?.startedAt, {source: 'container', level: 'normal', text: `${name}: Started`})),
    ...endEntries(name, state.terminated),
  ]
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

function deletion({metadata: {deletionTimestamp, deletionGracePeriodSeconds = 0}}: PodObject): readonly TimeLineEntry[] {
  if (deletionTimestamp === undefined) return []
  // deletionTimestamp is the end of the grace period.
  const asked = new Date(Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000).toISOString()
  return [once(asked, {source: 'kubernetes', level: 'normal', text: 'The pod was deleted; it ends when its containers have stopped'})]
}
