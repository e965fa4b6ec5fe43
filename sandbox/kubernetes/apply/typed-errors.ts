import {isFields, scalarText} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import {itemElement} from './path-element.ts'

/** The schema errors of an applied configuration: `.spec.foo: field not declared in schema`. */
export function typedErrors(schemas: Schemas, value: unknown, type: FieldType, path = ''): string[] {
  if (value === null || value === undefined) return []
  if (type.type === 'struct' || type.type === 'map') {
    if (!isFields(value)) return [wrong(path, 'map', value, true)]
    return Object.entries(value).flatMap(([name, item]) => {
      const field = memberType(schemas, type, name)
      return field === undefined ? [`${path}.${name}: field not declared in schema`] : typedErrors(schemas, item, field, `${path}.${name}`)
    })
  }
  if (type.type === 'list') {
    if (!Array.isArray(value)) return [wrong(path, 'list', value, true)]
    return [
      ...duplicates(value, type.merging.apply, path),
      ...value.flatMap((item, index) => typedErrors(schemas, item, type.of, `${path}[${index}]`)),
    ]
  }
  return scalarErrors(value, type.type, path)
}

const texts: ReadonlySet<string> = new Set(['string', 'bytes', 'time', 'microTime'])
const numbers: ReadonlySet<string> = new Set(['int32', 'int64', 'double'])

function scalarErrors(value: unknown, type: FieldType['type'], path: string): string[] {
  if (type === 'boolean' && typeof value !== 'boolean') return [wrong(path, 'boolean', value, true)]
  if (texts.has(type) && typeof value !== 'string') return [wrong(path, 'string', value, false)]
  if (numbers.has(type) && typeof value !== 'number') return [`${path}: expected numeric (int or float), got ${typeof value}`]
  return []
}

function duplicates(items: readonly unknown[], keys: 'atomic' | 'set' | readonly string[], path: string): string[] {
  if (keys === 'atomic') return []
  const elements = items.map(item => itemElement(item, keys))
  const twice = elements.filter((element, index) => elements.indexOf(element) !== index)
  return [...new Set(twice)].map(element => {
    if (element.startsWith('v:')) return `${path}: duplicate entries for key [=${element.slice(2)}]`
    const named = JSON.parse(element.slice(2)) as Record<string, unknown>
    return `${path}: duplicate entries for key [${Object.entries(named)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join(',')}]`
  })
}

function wrong(path: string, wanted: string, value: unknown, short: boolean): string {
  const shown = Array.isArray(value) ? `[${value.join(' ')}]` : isFields(value) ? 'map[]' : scalarText(value)
  return `${path}: expected ${wanted}, got &${short ? `{${shown}}` : `value.valueUnstructured{Value:${shown}}`}`
}
