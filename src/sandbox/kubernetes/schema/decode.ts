import {goName} from './atomic-fields.ts'
import {isFields, type Fields} from '../object.ts'
import type {FieldType} from './field-type.ts'
import {canonicalQuantity} from './quantity.ts'
import type {Schemas} from './schemas.ts'
import {DecodeError, goType, typeError} from './type-error.ts'

interface Place {
  /** The Go name of the struct that has the field. */
  readonly struct: string
  /** `spec.containers.name`, as Go's decoder names it. */
  readonly path: string
  /** `spec.containers[0].name` */
  readonly exact: string
}

/** Reads JSON as a kind: drops what the kind does not have (and lists it in `unknown`), refuses what does not fit. */
export class Decoder {
  #schemas: Schemas
  /** The fields that were dropped, by their exact paths. */
  readonly unknown: string[] = []

  constructor(schemas: Schemas) {
    this.#schemas = schemas
  }

  /** Throws a DecodeError. */
  struct(value: Fields, model: string, place: Place = {struct: goName(model), path: '', exact: ''}): Fields {
    const known = this.#schemas.get(model)
    const result: Fields = {}
    for (const [name, item] of Object.entries(value)) {
      const exact = place.exact === '' ? name : `${place.exact}.${name}`
      const field = known.get(name)
      if (field === undefined) {
        this.unknown.push(exact)
        continue
      }
      if (item === null) continue
      result[name] = this.#value(item, field, {struct: goName(model), path: place.path === '' ? name : `${place.path}.${name}`, exact})
    }
    return result
  }

  #value(value: unknown, field: FieldType, place: Place): unknown {
    if (field.type === 'struct') {
      if (!isFields(value)) throw typeError(value, place.struct, place.path, goType(field))
      return this.struct(value, field.model, place)
    }
    if (field.type === 'list') {
      if (!Array.isArray(value)) throw typeError(value, place.struct, place.path, goType(field))
      return value.map((item, index) => this.#element(item, field.of, {...place, exact: `${place.exact}[${index}]`}))
    }
    if (field.type === 'map') {
      if (!isFields(value)) throw typeError(value, place.struct, place.path, goType(field))
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, this.#element(item, field.of, {...place, exact: `${place.exact}.${key}`})]),
      )
    }
    return scalar(value, field, place)
  }

  /** null in a list or map is the empty value of its type. */
  #element(value: unknown, field: FieldType, place: Place): unknown {
    if (value !== null) return this.#value(value, field, place)
    if (field.type === 'string' || field.type === 'bytes') return ''
    return field.type === 'struct' ? {} : null
  }
}

function scalar(value: unknown, field: FieldType, {struct, path}: Place): unknown {
  const wrong = (): DecodeError => typeError(value, struct, path, goType(field))
  switch (field.type) {
    case 'any':
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong()
      return value
    case 'int32':
    case 'int64':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong()
      return value
    case 'double':
      if (typeof value !== 'number') throw wrong()
      return value
    case 'intOrString':
      if (typeof value === 'boolean' || typeof value === 'object') throw typeError(value, struct, path, typeof value === 'boolean' ? 'int32' : 'string')
      return value
    case 'quantity': {
      const quantity = typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : undefined
      if (quantity === undefined) {
        throw new DecodeError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
      }
      return quantity
    }
    case 'bytes': {
      if (typeof value !== 'string') throw wrong()
      const bad = illegalBase64(value)
      if (bad !== undefined) throw new DecodeError(`illegal base64 data at input byte ${bad}`)
      return value.replaceAll(/[\r\n]/g, '')
    }
    case 'time':
    case 'microTime':
      return time(value, field.type, wrong)
    default:
      if (typeof value !== 'string') throw wrong()
      return value
  }
}

/** Where a text stops being base64 as Go's StdEncoding reads it. */
function illegalBase64(text: string): number | undefined {
  const clean = text.replaceAll(/[\r\n]/g, '')
  const body = /^[A-Za-z0-9+/]*/.exec(clean)?.[0].length ?? 0
  const padding = clean.slice(body)
  if (clean.length % 4 === 0 && (padding === '' || padding === '=' || padding === '==')) return undefined
  return padding === '' ? clean.length - (clean.length % 4) : body
}

function time(value: unknown, type: 'time' | 'microTime', wrong: () => DecodeError): string {
  if (typeof value !== 'string') throw wrong()
  const parsed = new Date(value)
  if (Number.isNaN(parsed.getTime()) || !/^\d{4}-\d\d-\d\dT/.test(value)) {
    throw new DecodeError(`parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`)
  }
  if (type === 'time') return `${parsed.toISOString().slice(0, 19)}Z`
  const fraction = (/\.(\d+)/.exec(value)?.[1] ?? '').padEnd(6, '0').slice(0, 6)
  return `${parsed.toISOString().slice(0, 19)}.${fraction}Z`
}
