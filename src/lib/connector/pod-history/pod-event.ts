import type {EventObject} from '../../kubernetes/events.ts'
import type {PodEvent} from '../inspection/pod-history.ts'

/** An event without the fields that nobody reads. */
export function podEvent({type = 'Normal', reason = '', message = '', source, reportingComponent = '', ...object}: EventObject): PodEvent {
  return {...timesOf(object), type, reason, message, component: source?.component ?? reportingComponent}
}

function timesOf({
  metadata,
  firstTimestamp,
  lastTimestamp,
  eventTime,
  series,
  count,
}: EventObject): Pick<PodEvent, 'time' | 'lastTime' | 'count'> {
  const time = firstTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
  return {time, lastTime: lastTimestamp ?? series?.lastObservedTime ?? time, count: count ?? series?.count ?? 1}
}
