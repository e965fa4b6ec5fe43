import {valueOf} from '../../checks/engine/fact.ts'
import {gist} from '../../checks/wording/error-text.ts'
import {byTime, inSeconds, once} from './entries.ts'
import {containerEntries, creation, deletion, placement, readiness} from './observed.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import type {TimeLineEntry} from './pod-story.ts'
import {reportedEntries} from './reported.ts'

/** Everything that happened to a pod, oldest first. Pure. */
export function timeLine(history: PodHistory): readonly TimeLineEntry[] {
  const reported = Object.groupBy(reportedEntries(history), ({source}) => (source === 'scheduler' ? 'before' : 'after'))
  // Within a second, in the order in which these things happen.
  const entries = [
    ...creation(history),
    ...(reported.before ?? []),
    ...placement(history),
    ...roleEntries(history),
    ...(reported.after ?? []),
    ...groupEntries(history),
    ...containerEntries(history),
    ...readiness(history),
    ...deletion(history),
  ]
  return entries.toSorted(byTime).map(inSeconds)
}

/** More than anybody reads. A pod can have ten thousand events, each of which is also a row and a sign on the page. */
const most = 500

/** The newest entries; one more, at the beginning, says how many are left out. */
export function newest(entries: readonly TimeLineEntry[]): readonly TimeLineEntry[] {
  const older = entries.slice(0, -most)
  const [first, last] = [older[0], older.at(-1)]
  if (first === undefined || last === undefined) return entries
  const text = 'Something older that is left out'
  const one = {time: first.time, lastTime: last.time, count: older.length, source: 'kubernetes', level: 'normal', text} as const
  return [one, ...entries.slice(-most)]
}

/** What ACI says about the container group and its containers. */
function groupEntries({containerGroup}: PodHistory): readonly TimeLineEntry[] {
  return (valueOf(containerGroup)?.events ?? []).flatMap(({name, type, message, count, container, firstTime, lastTime = firstTime}) => {
    if (firstTime === undefined || lastTime === undefined) return []
    const text = `${container === undefined ? '' : `${container}: `}${name}${message === '' ? '' : `: ${gist(message)}`}`
    const level = type === 'Warning' ? 'warning' : 'normal'
    return {time: firstTime, lastTime, count, source: container === undefined ? 'azure' : 'container', level, text} as const
  })
}

function roleEntries({roles}: PodHistory): readonly TimeLineEntry[] {
  return (valueOf(roles) ?? []).map(({role, scope, assignedAt}) =>
    once(assignedAt, {source: 'azure', level: 'normal', text: `The role ${role} was assigned to the connector in ${scope}`}),
  )
}
