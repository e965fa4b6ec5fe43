import {goName} from './atomic-fields.ts'
import type {FieldType} from './field-type.ts'

/** The error for a value of the wrong type, with the text of Go's encoding/json. */
export class DecodeError extends Error {}

/** `struct` and `path` name the field: `EnvVar`, `spec.containers.env.name`. */
export function typeError(value: unknown, struct: string, path: string, wanted: string): DecodeError {
  return new DecodeError(`json: cannot unmarshal ${jsonType(value, wanted)} into Go struct field ${struct}.${path} of type ${wanted}`)
}

function jsonType(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return /^(?:u?int\d+)$/.test(wanted) ? `number ${value}` : 'number'
  return typeof value
}

/** The type as Go names it. */
export function goType(field: FieldType): string {
  if (field.type === 'struct') return `v1.${goName(field.model)}`
  if (field.type === 'list') return `[]${goType(field.of)}`
  if (field.type === 'map') return `map[string]${goType(field.of)}`
  if (field.type === 'boolean') return 'bool'
  if (field.type === 'bytes') return '[]uint8'
  if (field.type === 'double') return 'float64'
  return field.type
}
