import {valueOf} from '../../checks/engine/fact.ts'
import {gist} from '../../checks/wording/error-text.ts'
import {merged, once} from './entries.ts'
import type {LogLine, PodEvent, PodHistory} from '../inspection/pod-history.ts'
import type {TimeLineEntry} from './pod-story.ts'
import {refusalIn, refusalText} from './refusal.ts'

/** What others reported about the pod: events of Kubernetes, and lines of the connector. The connector often writes both about the same thing. */
export function reportedEntries({events, log, containerGroup}: PodHistory): readonly TimeLineEntry[] {
  // The connector copies the events of ACI into Kubernetes.
  const ofAci = new Set(valueOf(containerGroup)?.events.map(({name, message}) => `${name}: ${message}`))
  const ofEvents = (valueOf(events) ?? []).filter(event => !ofAci.has(`${event.reason}: ${event.message}`)).map(eventEntry)
  const ofLog = merged((valueOf(log) ?? []).filter(isTelling).map(lineEntry), sum)
  const told = [...new Set(ofEvents.flatMap(({source, text}) => (source === 'connector' ? text.replace(/^\w+: /, '') : [])))]
  const isTold = (line: TimeLineEntry): boolean => told.some(text => line.text.includes(text))
  return merged([...ofEvents, ...ofLog.filter(line => !isTold(line))], counts => Math.max(...counts))
}

/** Not what is for developers, and not that a container has no start time: the provider writes that every five seconds until ACI has started it. */
function isTelling({level, text}: LogLine): boolean {
  return level !== 'debug' && level !== 'trace' && !/(StartTime|InstanceView\S*|CurrentState) cannot be nil/.test(text)
}

function eventEntry({time, lastTime, count, type, reason, message, component}: PodEvent): TimeLineEntry {
  const refusal = refusalIn(message)
  const level = type === 'Warning' ? 'warning' : 'normal'
  if (refusal !== undefined) return {time, lastTime, count, source: 'azure', level, text: refusalText(refusal)}
  const source = reason === 'Scheduled' || reason === 'FailedScheduling' ? 'scheduler' : sourceOf(component)
  return {time, lastTime, count, source, level, text: `${reason}: ${gist(message)}`}
}

/** Virtual Kubelet reports as `NODE/pod-controller` (v1.11, root/root.go of node-cli). */
function sourceOf(component: string): TimeLineEntry['source'] {
  return component.endsWith('/pod-controller') ? 'connector' : 'kubernetes'
}

function lineEntry({time, level, text}: LogLine): TimeLineEntry {
  const refusal = refusalIn(text)
  const severity = level === 'info' ? 'normal' : 'warning'
  if (refusal !== undefined) return once(time, {source: 'azure', level: severity, text: refusalText(refusal)})
  return once(time, {source: 'connector', level: severity, text: gist(text)})
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
