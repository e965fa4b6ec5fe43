import {valueOf} from '../../checks/engine/fact.ts'
import {byTime, once} from './entries.ts'
import {podEntries} from './observed.ts'
import type {PodHistory} from './pod-history.ts'
import type {TimeLineEntry} from './pod-story.ts'
import {reportedEntries} from './reported.ts'

/** Everything that happened to a pod, oldest first. Pure. */
export function timeLine(history: PodHistory): readonly TimeLineEntry[] {
  return [...podEntries(history), ...roleEntries(history), ...reportedEntries(history), ...groupEntries(history)].toSorted(byTime)
}

/** What ACI says about the container group and its containers. */
function groupEntries({containerGroup}: PodHistory): readonly TimeLineEntry[] {
  return (valueOf(containerGroup)?.events ?? []).flatMap(({name, type, message, count, container, firstTime, lastTime = firstTime}) => {
    if (firstTime === undefined || lastTime === undefined) return []
    const text = `${container === undefined ? '' : `${container}: `}${name}${message === '' ? '' : `: ${message}`}`
    const level = type === 'Warning' ? 'warning' : 'normal'
    return {time: firstTime, lastTime, count, source: container === undefined ? 'azure' : 'container', level, text} as const
  })
}

function roleEntries({roles}: PodHistory): readonly TimeLineEntry[] {
  return (valueOf(roles) ?? []).map(({role, scope, assignedAt}) =>
    once(assignedAt, {source: 'azure', level: 'normal', text: `The role ${role} was assigned to the connector in ${scope}`}),
  )
}
