import {styleText} from 'node:util'
import {printableJson} from './printable.ts'

/** What a command may print: JSON values only. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json}
export type JsonObject = {readonly [key: string]: Json}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** The value as JSON sees it: undefined members are gone, dates are text, a Secret is `***`. */
export function toJson(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json)
}

/** The same value with the keys of every object in alphabetical order, as az prints it. */
export function sortKeys(value: Json): Json {
  if (isList(value)) return value.map(item => sortKeys(item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map(key => [key, sortKeys(value[key] ?? null)]),
  )
}

export function renderJson(value: Json): string {
  return `${printableJson(JSON.stringify(sortKeys(value), undefined, 2))}\n`
}

// A string before a colon is a key; all others are values. JSON.stringify wrote the text, so no other form occurs.
const tokens = /("(?:[^"\\]|\\.)*")(:?)|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g

export function renderColouredJson(value: Json): string {
  return renderJson(value).replace(tokens, (token, text: string | undefined, colon: string) => {
    if (text === undefined) return paint('blue', token)
    return colon === '' ? paint('yellow', text) : `${paint('blueBright', text)}:`
  })
}

function paint(colour: 'blue' | 'yellow' | 'blueBright', text: string): string {
  return styleText(colour, text, {validateStream: false})
}
