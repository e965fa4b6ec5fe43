import {validateHeaderName, validateHeaderValue} from 'node:http'
import type {Fault} from './faults.ts'
import {isSlow} from './path-expression.ts'
import {accepted, objectOf, oneOf, shown, text, trueOrFalse, wholeNumber, WrongInput, type Kind} from './settings/kinds.ts'

const many = 1_000_000_000
const hourMs = 3_600_000

const headers: Kind<Readonly<Record<string, string>>> = {
  allowed: 'an object with names of HTTP headers and their values as text, without content-length and other headers of the connection',
  schema: {type: 'object', additionalProperties: {type: 'string'}},
  accept: value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.entries(value).every(([name, content]) => isHeader(name, content)) ? (value as Record<string, string>) : undefined
  },
}

function isHeader(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch {
    return false
  }
  // Node counts the bytes of an answer itself.
  return !/^(content-length|transfer-encoding|connection|upgrade|trailer)$/i.test(name)
}

/** The fields of a fault, as `PUT /faults` accepts them. */
const fields: {readonly [Name in keyof Required<Fault>]: Kind<NonNullable<Fault[Name]>>} = {
  server: oneOf('azure', 'kubernetes'),
  method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: text('a regular expression of 1 to 1000 characters', '[\\s\\S]{1,1000}'),
  skip: wholeNumber(0, many),
  times: wholeNumber(1, many),
  delayMs: wholeNumber(0, hourMs),
  cut: trueOrFalse,
  status: wholeNumber(200, 599),
  headers,
  body: text('text (write JSON as text, too)'),
  code: text(),
  message: text(),
}
const names = Object.keys(fields) as (keyof Fault)[]

function checkPath(path: string, name: string): void {
  try {
    if (!isSlow(path)) return
  } catch (error) {
    throw new WrongInput(`${name} must be a regular expression, not ${shown(path)}: ${(error as Error).message}.`)
  }
  throw new WrongInput(`${name} must be a fast regular expression, without nested repetitions such as (a+)+, not ${shown(path)}.`)
}

function fault(value: unknown, name: string): Fault {
  const given = objectOf(value, name)
  for (const key of Object.keys(given)) {
    if (!names.includes(key as keyof Fault)) throw new WrongInput(`${name} has no field ${shown(key)}. The fields are ${names.join(', ')}.`)
  }
  if (given['server'] === undefined) throw new WrongInput(`${name}.server is missing. It must be ${fields.server.allowed}.`)
  for (const key of names) if (given[key] !== undefined) accepted<unknown>(fields[key], given[key], `${name}.${key}`)
  const result = given as unknown as Fault
  if (result.path !== undefined) checkPath(result.path, `${name}.path`)
  checkEffect(result, name)
  return result
}

function checkEffect({status, cut, delayMs, ...others}: Fault, name: string): void {
  if (status === undefined && cut !== true && delayMs === undefined)
    throw new WrongInput(`${name} has no effect. It needs status, cut or delayMs.`)
  const idle = (['code', 'message', 'headers', 'body'] as const).find(key => others[key] !== undefined)
  if (idle !== undefined && (status === undefined || cut === true))
    throw new WrongInput(`${name}.${idle} has no effect without status, or with cut.`)
}

/** The faults that a client wants to set. Throws WrongInput at the first thing that is wrong. */
export function checkFaults(value: unknown): readonly Fault[] {
  if (!Array.isArray(value))
    throw new WrongInput(`The faults must be a list, such as [{"server": "azure", "status": 503}], not ${shown(value)}.`)
  return value.map((one, index) => fault(one, `faults[${index}]`))
}
