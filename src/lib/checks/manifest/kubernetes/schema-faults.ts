import {didYouMean} from '../../../suggest.ts'
import type {Flaw} from '../flaw.ts'
import {amountOf} from '../quantity.ts'
import type {Lines} from '../reading/lines.ts'
import {fieldsOf, typesVersion} from './api-types.ts'

/** The position of a value in a file. */
interface Place {
  readonly lines: Lines
  readonly line: number
  /** Such as `spec.containers[0].ports`. */
  readonly path: string
}

/**
 * What the API server would refuse in a value of a type: fields of other types, fields that Kubernetes does not know, and required fields that are missing.
 * Equal keys are warnings, because kubectl takes the last. Removes from the value itself what is null, which Kubernetes treats as missing, and what has
 * another type, and turns quantities into text, and numbers and booleans where a text must be, so that whoever reads the value next finds only what the
 * type says.
 */
export function schemaFaults(value: object, type: string, place: Place): readonly Flaw[] {
  const faults: Flaw[] = []
  isOfType(value, type, place, faults)
  return faults
}

/** Whether a value is of a type at all. Adds to the faults what is wrong in it. */
function isOfType(value: unknown, type: string, place: Place, faults: Flaw[]): boolean {
  if (type.startsWith('[]')) return isList(value, type.slice(2), place, faults)
  if (type.startsWith('{}')) return isMap(value, place, faults) && checkFields(value, () => type.slice(2), place, faults)
  const fields = fieldsOf(type)
  if (fields !== undefined) {
    if (!isMap(value, place, faults)) return false
    const missing = Object.keys(fields).filter(name => fields[name]?.endsWith('!') === true && (value[name] ?? undefined) === undefined)
    faults.push(...missing.map(name => missingField(name, place)))
    return checkFields(
      value,
      name => (Object.hasOwn(fields, name) ? fields[name]?.replace('!', '') : undefined),
      place,
      faults,
      Object.keys(fields),
    )
  }
  const wanted = Object.hasOwn(scalars, type) ? scalars[type] : undefined
  if (wanted === undefined || wanted.is(value)) return true
  faults.push(refusal(value, wanted.name, place, isUnquoted(value, type)))
  return false
}

interface Scalar {
  readonly name: string
  readonly is: (value: unknown) => boolean
}

const text: Scalar = {name: 'a string', is: value => typeof value === 'string'}
const wholeNumber: Scalar = {name: 'a whole number', is: value => typeof value === 'number' && Number.isInteger(value)}

const scalars: Readonly<Record<string, Scalar>> = {
  string: text,
  time: text,
  microTime: text,
  bytes: {
    name: 'in base64',
    is: value =>
      typeof value === 'string' &&
      /^(?:[A-Za-z0-9+/\s]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(value.replaceAll(/\s/g, '')),
  },
  boolean: {name: 'true or false', is: value => typeof value === 'boolean'},
  int32: wholeNumber,
  int64: wholeNumber,
  double: {name: 'a number', is: value => typeof value === 'number'},
  intOrString: {name: 'a whole number or a string', is: value => text.is(value) || wholeNumber.is(value)},
  quantity: {
    name: 'a quantity such as 500m or 1Gi',
    is: value => (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(amountOf(value)),
  },
}

function isList(value: unknown, type: string, place: Place, faults: Flaw[]): boolean {
  if (!Array.isArray(value)) {
    faults.push(refusal(value, 'a list', place))
    return false
  }
  const kept = value.flatMap((item: unknown, index): readonly unknown[] => {
    if (isOfType(item, type, within(place, value, String(index)), faults)) return [item]
    return isUnquoted(item, type) ? [`${item}`] : []
  })
  for (const [index, item] of kept.entries()) value[index] = item
  value.length = kept.length
  return true
}

function isMap(value: unknown, place: Place, faults: Flaw[]): value is Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true
  faults.push(refusal(value, 'a map', place))
  return false
}

/** @param typeOf The type of a field; undefined if there is no such field. */
function checkFields(
  map: Record<string, unknown>,
  typeOf: (name: string) => string | undefined,
  place: Place,
  faults: Flaw[],
  known: readonly string[] = [],
): true {
  for (const name of place.lines.repeated(map)) {
    const message = `${pathOf(place, name)} is there more than once. kubectl takes the last.`
    faults.push({message, line: within(place, map, name).line, verdict: 'warning', remedy: 'Remove all but one of the equal keys.'})
  }
  for (const [name, value] of Object.entries(map)) {
    const type = typeOf(name)
    if (value === null) delete map[name]
    else if (type === undefined) faults.push(unknownField(name, known, within(place, map, name)))
    else if (!isOfType(value, type, within(place, map, name), faults) && !isUnquoted(value, type)) delete map[name]
    else if (type === 'quantity' || type === 'string') map[name] = `${value as string | number | boolean}`
  }
  return true
}

/** Whether a value only lacks the quotes that would make it a text. */
function isUnquoted(value: unknown, type: string): value is number | boolean {
  return type === 'string' && (typeof value === 'number' || typeof value === 'boolean')
}

function unknownField(name: string, known: readonly string[], {path, line}: Place): Flaw {
  const [remedy = `Remove ${name}.`] = didYouMean(name, known)
  return {message: `Kubernetes ${typesVersion} does not know the field ${path}.`, line, remedy}
}

function missingField(name: string, place: Place): Flaw {
  return {message: `${pathOf(place, name)} is missing.`, line: place.line, remedy: `Add ${name}, which Kubernetes requires.`}
}

/** The position of a field or an item. */
function within(place: Place, holder: object, key: string): Place {
  const path = Array.isArray(holder) ? `${place.path}[${key}]` : pathOf(place, key)
  return {...place, path, line: place.lines.of(holder, key) ?? place.line}
}

function pathOf({path}: Place, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function refusal(value: unknown, wanted: string, {line, path}: Place, lacksQuotes = false): Flaw {
  const is = nameOf(value)
  const remedy = lacksQuotes ? `Put it in quotes: "${value as number | boolean}"` : `Make ${path === '' ? 'it' : path} ${wanted}.`
  return {message: `${path === '' ? 'The object' : path} must be ${wanted}, but it is ${is}.`, line, remedy}
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : `${value as number | boolean}`
}
