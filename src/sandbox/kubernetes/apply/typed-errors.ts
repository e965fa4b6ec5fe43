import {isFields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import type {Schemas} from '../schema/schemas.ts'
import {itemElement} from './path-element.ts'

/** What is wrong with an applied configuration by its schema: `.spec.foo: field not declared in schema`. */
export function typedErrors(schemas: Schemas, value: unknown, type: FieldType, path = ''): string[] {
  if (value === null || value === undefined) return []
  switch (type.type) {
    case 'struct': {
      if (!isFields(value)) return [wrong(path, 'map', value, true)]
      const struct = schemas.get(type.model)
      return Object.entries(value).flatMap(([name, item]) => {
        const field = struct.get(name)
        return field === undefined ? [`${path}.${name}: field not declared in schema`] : typedErrors(schemas, item, field, `${path}.${name}`)
      })
    }
    case 'map':
      if (!isFields(value)) return [wrong(path, 'map', value, true)]
      return Object.entries(value).flatMap(([name, item]) => typedErrors(schemas, item, type.of, `${path}.${name}`))
    case 'list':
      if (!Array.isArray(value)) return [wrong(path, 'list', value, true)]
      return [...duplicates(value, type.merging.apply, path), ...value.flatMap((item, index) => typedErrors(schemas, item, type.of, `${path}[${index}]`))]
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrong(path, 'boolean', value, true)]
    case 'int32':
    case 'int64':
    case 'double':
      return typeof value === 'number' ? [] : [`${path}: expected numeric (int or float), got ${typeof value === 'boolean' ? 'boolean' : typeof value}`]
    case 'string':
    case 'bytes':
    case 'time':
    case 'microTime':
      return typeof value === 'string' ? [] : [wrong(path, 'string', value, false)]
    default:
      return []
  }
}

function duplicates(items: readonly unknown[], keys: 'atomic' | 'set' | readonly string[], path: string): string[] {
  if (keys === 'atomic') return []
  const elements = items.map(item => itemElement(item, keys))
  const twice = elements.filter((element, index) => elements.indexOf(element) !== index)
  return [...new Set(twice)].map(element => {
    if (element.startsWith('v:')) return `${path}: duplicate entries for key [=${element.slice(2)}]`
    const named = JSON.parse(element.slice(2)) as Record<string, unknown>
    return `${path}: duplicate entries for key [${Object.entries(named).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`
  })
}

function wrong(path: string, wanted: string, value: unknown, short: boolean): string {
  const shown = Array.isArray(value) ? `[${value.join(' ')}]` : isFields(value) ? 'map[]' : String(value)
  return `${path}: expected ${wanted}, got &${short ? `{${shown}}` : `value.valueUnstructured{Value:${shown}}`}`
}
