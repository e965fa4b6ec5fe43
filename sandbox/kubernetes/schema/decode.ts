import {goName} from './atomic-fields.ts'
import {isFields, type Fields} from '../object.ts'
import type {FieldType} from './field-type.ts'
import {readScalar} from './decode-scalar.ts'
import type {Schemas} from './schemas.ts'
import {goType, typeError} from './type-error.ts'

interface Place {
  /** The Go name of the struct that has the field. */
  readonly struct: string
  /** `spec.containers.name`, as Go's decoder names it. */
  readonly path: string
  /** `spec.containers[0].name` */
  readonly exact: string
}

/** Reads JSON as a kind. Drops fields that the kind does not have (and lists them in `unknown`), and refuses values of the wrong type. */
export class Decoder {
  readonly #schemas: Schemas
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
    return readScalar[field.type](value, (type = goType(field)) => typeError(value, place.struct, place.path, type))
  }

  /** null in a list or map is the empty value of its type. */
  #element(value: unknown, field: FieldType, place: Place): unknown {
    if (value !== null) return this.#value(value, field, place)
    if (field.type === 'string' || field.type === 'bytes') return ''
    return field.type === 'struct' ? {} : null
  }
}
