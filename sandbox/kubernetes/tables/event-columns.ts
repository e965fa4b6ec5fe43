import {fieldsOf, numberOf, textOf, type KubeObject} from '../object.ts'
import {age} from './age.ts'
import type {Column} from './column.ts'

function firstSeen(event: KubeObject): string {
  return age(textOf(event, 'firstTimestamp') || textOf(event, 'eventTime'))
}

function lastSeen(event: KubeObject): string {
  const last = textOf(fieldsOf(event, 'series'), 'lastObservedTime') || textOf(event, 'lastTimestamp')
  return last === '' ? firstSeen(event) : age(last)
}

function object({involvedObject}: KubeObject): string {
  const kind = textOf(involvedObject, 'kind').toLowerCase()
  const name = textOf(involvedObject, 'name')
  return name === '' ? kind : `${kind}/${name}`
}

function source(event: KubeObject): string {
  const component = textOf(event.source, 'component') || textOf(event, 'reportingComponent')
  const host = textOf(event.source, 'host')
  return host === '' ? component : `${component}, ${host}`
}

export const eventColumns: readonly Column[] = [
  {name: 'Last Seen', cell: lastSeen},
  {name: 'Type', cell: event => textOf(event, 'type')},
  {name: 'Reason', cell: event => textOf(event, 'reason')},
  {name: 'Object', cell: object},
  {name: 'Subobject', wide: true, cell: event => textOf(event.involvedObject, 'fieldPath')},
  {name: 'Source', wide: true, cell: source},
  {name: 'Message', cell: event => textOf(event, 'message').trim()},
  {name: 'First Seen', wide: true, cell: firstSeen},
  {
    name: 'Count',
    wide: true,
    cell: event => numberOf(fieldsOf(event, 'series'), 'count') ?? numberOf(event, 'count') ?? 1,
  },
  {name: 'Name', format: 'name', wide: true, cell: ({metadata}) => metadata.name},
]
