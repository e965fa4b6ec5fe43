import {isFields, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {hasElements, hasMembers, memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import {byElement, itemElement} from './path-element.ts'

/** The live value, merged with the applied one. */
export function mergeApplied(schemas: Schemas, live: unknown, applied: unknown, type: FieldType): unknown {
  if (applied === undefined) return live
  if (hasMembers(type) && isFields(live) && isFields(applied)) {
    const result: Fields = {...live}
    for (const [name, value] of Object.entries(applied)) {
      result[name] = mergeApplied(schemas, live[name], value, memberType(schemas, type, name) ?? {type: 'any'})
    }
    return result
  }
  if (hasElements(type) && Array.isArray(live) && Array.isArray(applied))
    return mergeLists(schemas, live, applied, type.of, type.merging.apply)
  return applied
}

/** Keeps the applied order, and live elements that are not applied where they stand. */
function mergeLists(
  schemas: Schemas,
  live: readonly unknown[],
  applied: readonly unknown[],
  of: FieldType,
  keys: readonly string[] | 'set',
): unknown[] {
  const before = byElement(live, keys)
  const wanted = byElement(applied, keys)
  const result: unknown[] = []
  const done = new Set<string>()
  let next = 0
  const elements = live.map(item => itemElement(item, keys))
  for (const [element, item] of wanted) {
    for (; next < elements.length; next += 1) {
      const candidate = elements[next] ?? ''
      if (done.has(candidate)) continue
      if (wanted.has(candidate)) break
      result.push(before.get(candidate))
      done.add(candidate)
    }
    result.push(mergeApplied(schemas, before.get(element), item, of))
    done.add(element)
  }
  for (const element of elements) if (!done.has(element)) result.push(before.get(element))
  return result
}
