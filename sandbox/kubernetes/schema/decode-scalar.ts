import {canonicalQuantity} from './quantity.ts'
import {DecodeError} from './type-error.ts'

/** Reads one scalar; throws `wrong()` for a value of another type, or a DecodeError that says more. */
export type ReadScalar = (value: unknown, wrong: (type?: string) => DecodeError) => unknown

const string: ReadScalar = (value, wrong) => {
  if (typeof value !== 'string') throw wrong()
  return value
}

const integer: ReadScalar = (value, wrong) => {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong()
  return value
}

const quantity: ReadScalar = value => {
  const canonical = typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : undefined
  if (canonical === undefined) {
    throw new DecodeError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
  }
  return canonical
}

const bytes: ReadScalar = (value, wrong) => {
  if (typeof value !== 'string') throw wrong()
  const clean = value.replaceAll(/[\r\n]/g, '')
  const bad = illegalBase64(clean)
  if (bad !== undefined) throw new DecodeError(`illegal base64 data at input byte ${bad}`)
  return clean
}

/** Where a text stops being base64 as Go's StdEncoding reads it. */
function illegalBase64(text: string): number | undefined {
  const body = /^[A-Za-z0-9+/]*/.exec(text)?.[0].length ?? 0
  const padding = text.slice(body)
  if (text.length % 4 === 0 && (padding === '' || padding === '=' || padding === '==')) return undefined
  return padding === '' ? text.length - (text.length % 4) : body
}

function parseTime(value: unknown, wrong: () => DecodeError): {readonly text: string; readonly seconds: string} {
  if (typeof value !== 'string') throw wrong()
  const parsed = new Date(value)
  if (Number.isNaN(parsed.getTime()) || !/^\d{4}-\d\d-\d\dT/.test(value)) {
    throw new DecodeError(
      `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`,
    )
  }
  return {text: value, seconds: parsed.toISOString().slice(0, 19)}
}

export const readScalar = {
  string,
  int32: integer,
  int64: integer,
  quantity,
  bytes,
  any: value => value,
  boolean: (value, wrong) => {
    if (typeof value !== 'boolean') throw wrong()
    return value
  },
  double: (value, wrong) => {
    if (typeof value !== 'number') throw wrong()
    return value
  },
  intOrString: (value, wrong) => {
    if (typeof value === 'boolean') throw wrong('int32')
    if (typeof value === 'object') throw wrong('string')
    return value
  },
  time: (value, wrong) => `${parseTime(value, wrong).seconds}Z`,
  microTime: (value, wrong) => {
    const {text, seconds} = parseTime(value, wrong)
    return `${seconds}.${(/\.(\d+)/.exec(text)?.[1] ?? '').padEnd(6, '0').slice(0, 6)}Z`
  },
} satisfies Record<string, ReadScalar>
