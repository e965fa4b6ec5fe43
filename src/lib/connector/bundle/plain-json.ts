import {unknown, type Unknown} from '../../checks/engine/fact.ts'
import {UserError} from '../../errors.ts'

/** A value as JSON has it. A Date is `{"$date": …}`; what is undefined is left out, and so is the error of a fact that could not be read. */
export function toJson(value: unknown): unknown {
  if (value instanceof Date) return {$date: value.toISOString()}
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  const isLeftOut = (name: string): boolean => isReserved(name) || (name === 'error' && isUnread(value))
  const fields = Object.entries(value).filter(([name, field]) => field !== undefined && !isLeftOut(name))
  return Object.fromEntries(fields.map(([name, field]) => [name, toJson(field)]))
}

/** The value again. Facts that could not be read get an error. Throws RangeError if a time does not exist. */
export function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value !== 'object' || value === null) return value
  if ('$date' in value) return timeOf(String(value.$date))
  const fields = Object.entries(value).filter(([name]) => !isReserved(name))
  const plain = Object.fromEntries(fields.map(([name, field]) => [name, fromJson(field)]))
  return isUnread(plain)
    ? {...plain, error: unknown(plain.reason, new UserError(plain.reason, {hints: plain.hints, request: plain.request})).error}
    : plain
}

/** Names that mean something else in JavaScript or in this format. */
function isReserved(name: string): boolean {
  return name === '__proto__' || name.startsWith('$')
}

function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new RangeError(`${text} is no time.`)
  return time
}

function isUnread(value: object): value is Unknown {
  return 'known' in value && value.known === false && 'hints' in value
}
