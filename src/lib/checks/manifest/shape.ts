import {UsageError} from '../../errors.ts'
import {amountOf} from './quantity.ts'
import type {Lines} from './reading/lines.ts'

/** The position of a value in a file, for error messages. */
export interface Place {
  readonly file: string
  readonly lines: Lines
  readonly line: number
  /** Such as `spec.containers[0].ports`. */
  readonly path: string
}

/** Checks the type of a value and returns it. Throws UsageError with file, line and field if it has another type. */
export type Shape<T> = (value: unknown, place: Place) => T

export type Shaped<S> = S extends Shape<infer T> ? T : never

export const anything: Shape<unknown> = value => value
export const text: Shape<string> = (value, place) => (typeof value === 'string' ? value : refuse(value, place, 'a string'))
export const wholeNumber: Shape<number> = (value, place) =>
  typeof value === 'number' && Number.isInteger(value) ? value : refuse(value, place, 'a whole number')
export const boolean: Shape<boolean> = (value, place) => (typeof value === 'boolean' ? value : refuse(value, place, 'true or false'))
/** A Kubernetes quantity, such as `500m` or `1.5Gi`. */
export const quantity: Shape<string | number> = (value, place) =>
  (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(amountOf(value))
    ? value
    : refuse(value, place, 'a quantity such as 500m or 1Gi')

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return refuse(value, place, 'a list')
    for (const [index, one] of value.entries()) item(one, within(place, value, String(index)))
    return value as readonly T[]
  }
}

export function mapOf<T>(field: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, place) => {
    const map = withoutNulls(value, place)
    for (const [key, one] of Object.entries(map)) field(one, within(place, map, key))
    return map as Readonly<Record<string, T>>
  }
}

/** A map in which the named fields have these types. All fields are optional, and other fields are not checked. */
export function objectOf<Fields extends Readonly<Record<string, Shape<unknown>>>>(
  fields: Fields,
): Shape<{readonly [Name in keyof Fields]?: Shaped<Fields[Name]>}> {
  return (value, place) => {
    const map = withoutNulls(value, place)
    for (const [key, shape] of Object.entries(fields)) if (Object.hasOwn(map, key)) shape(map[key], within(place, map, key))
    return map as {readonly [Name in keyof Fields]?: Shaped<Fields[Name]>}
  }
}

/** Removes the fields that are null from the map itself: Kubernetes treats them as missing. */
function withoutNulls(value: unknown, place: Place): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(value, place, 'a map')
  const map = value as Record<string, unknown>
  for (const key of Object.keys(map)) if (map[key] === null) delete map[key]
  return map
}

/** The position of a field or an item. */
export function within(place: Place, holder: object, key: string): Place {
  const path = Array.isArray(holder) ? `${place.path}[${key}]` : place.path === '' ? key : `${place.path}.${key}`
  return {...place, path, line: place.lines.of(holder, key) ?? place.line}
}

function refuse(value: unknown, {file, line, path}: Place, wanted: string): never {
  throw new UsageError(`${file}:${line}: ${path === '' ? 'the object' : path} must be ${wanted}, but it is ${nameOf(value)}.`)
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? 'a string' : `${value as number | boolean}`
}
