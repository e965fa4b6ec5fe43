import {valueOf} from '../../checks/engine/fact.ts'
import type {PodHistory} from '../inspection/pod-history.ts'
import {refusalIn, type Refusal} from './refusal.ts'

/** The last refusal of Azure to create the container group of the pod; `until` is ISO 8601. Undefined if there was none. */
export function lastRefusal({
  pod,
  events,
  log,
}: Pick<PodHistory, 'pod' | 'events' | 'log'>): (Refusal & {readonly until: string | undefined}) | undefined {
  const told = [
    ...(valueOf(events) ?? []).map(({lastTime, message}) => ({until: lastTime, text: message})),
    ...(valueOf(log) ?? []).map(({time, text}) => ({until: time, text})),
  ].flatMap(({until, text}) => {
    const refusal = refusalIn(text)
    return refusal?.method === 'PUT' ? [{...refusal, until}] : []
  })
  const [last] = told.toSorted((one, other) => Date.parse(other.until) - Date.parse(one.until))
  if (last !== undefined) return last
  // Events and logs do not last as long as the status.
  const inStatus = refusalIn(pod.status?.message ?? '')
  return inStatus === undefined ? undefined : {...inStatus, until: undefined}
}
