import {fieldsOf, listOf, textOf, type Fields} from '../object.ts'
import {none} from './column.ts'

export function labelsText(labels: Fields): string {
  return (
    Object.entries(labels)
      .map(([key, value]) => `${key}=${String(value)}`)
      .toSorted()
      .join(',') || none
  )
}

/** A LabelSelector as one line: `app=a,tier in (x,y)`. */
export function selectorText(selector: unknown): string {
  const equal = Object.entries(fieldsOf({selector}, 'selector').matchLabels ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .toSorted()
  const sets = listOf(selector, 'matchExpressions').map(({key, operator, values}) => {
    const list = Array.isArray(values) ? values.join(',') : ''
    if (operator === 'Exists') return String(key)
    if (operator === 'DoesNotExist') return `!${String(key)}`
    return `${String(key)} ${operator === 'In' ? 'in' : 'notin'} (${list})`
  })
  return [...equal, ...sets].join(',') || none
}

/** The names and the images of the containers in a workload's template. */
export function containersText(spec: unknown, field: 'name' | 'image'): string {
  return listOf(fieldsOf(fieldsOf(spec, 'template'), 'spec'), 'containers')
    .map(container => textOf(container, field))
    .join(',')
}
