import {fieldsOf, numberOf, scalarText, textOf, type KubeObject} from '../object.ts'
import {age} from './age.ts'
import type {Column} from './column.ts'

/** A field of an event, whichever of the two APIs shows it. */
function either(event: KubeObject, core: string, modern: string): unknown {
  return event[core] ?? event[modern]
}

function firstSeen(event: KubeObject): string {
  const first = either(event, 'firstTimestamp', 'deprecatedFirstTimestamp')
  return age(typeof first === 'string' ? first : textOf(event, 'eventTime'))
}

function lastSeen(event: KubeObject): string {
  const series = textOf(fieldsOf(event, 'series'), 'lastObservedTime')
  const last = either(event, 'lastTimestamp', 'deprecatedLastTimestamp')
  if (series !== '') return age(series)
  return typeof last === 'string' ? age(last) : firstSeen(event)
}

function object(event: KubeObject): string {
  const target = either(event, 'involvedObject', 'regarding')
  const kind = textOf(target, 'kind').toLowerCase()
  const name = textOf(target, 'name')
  return name === '' ? kind : `${kind}/${name}`
}

function source(event: KubeObject): string {
  const from = either(event, 'source', 'deprecatedSource')
  const component = textOf(from, 'component') || scalarText(either(event, 'reportingComponent', 'reportingController'))
  const host = textOf(from, 'host')
  return host === '' ? component : `${component}, ${host}`
}

export const eventColumns: readonly Column[] = [
  {name: 'Last Seen', cell: lastSeen},
  {name: 'Type', cell: event => textOf(event, 'type')},
  {name: 'Reason', cell: event => textOf(event, 'reason')},
  {name: 'Object', cell: object},
  {name: 'Subobject', wide: true, cell: event => textOf(either(event, 'involvedObject', 'regarding'), 'fieldPath')},
  {name: 'Source', wide: true, cell: source},
  {name: 'Message', cell: event => scalarText(either(event, 'message', 'note')).trim()},
  {name: 'First Seen', wide: true, cell: firstSeen},
  {
    name: 'Count',
    wide: true,
    cell: event => numberOf(fieldsOf(event, 'series'), 'count') ?? Number(either(event, 'count', 'deprecatedCount') ?? 1),
  },
  {name: 'Name', format: 'name', wide: true, cell: ({metadata}) => metadata.name},
]
