import {isFields, type Fields} from '../object.ts'

/** The keys of list elements that the API fills in when they are not given. */
const keyDefaults: Readonly<Record<string, string>> = {protocol: 'TCP'}

export function fieldElement(name: string): string {
  return `f:${name}`
}

/** The path element of a list element: by its keys, or by its value in a set. */
export function itemElement(item: unknown, keys: readonly string[] | 'set'): string {
  if (keys === 'set' || !isFields(item)) return `v:${JSON.stringify(item)}`
  const named: Fields = {}
  for (const key of [...keys].toSorted()) {
    const value = item[key] ?? keyDefaults[key]
    if (value !== undefined) named[key] = value
  }
  return `k:${JSON.stringify(named)}`
}

/** The elements of a list by their path elements. */
export function byElement(items: unknown, keys: readonly string[] | 'set'): Map<string, unknown> {
  return new Map((Array.isArray(items) ? items : []).map(item => [itemElement(item, keys), item]))
}
