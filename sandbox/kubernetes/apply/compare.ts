import {isFields, sameJson, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {hasElements, hasMembers, memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import {emptySet, isEmpty, type FieldSet} from './field-set.ts'
import {fieldsOfValue} from './fields-of-value.ts'
import {byElement, fieldElement} from './path-element.ts'

export interface Comparison {
  readonly added: FieldSet
  readonly modified: FieldSet
  readonly removed: FieldSet
}

// Structs that are not pointers in Go, and lists without omitempty. They always exist, so nobody adds or removes them.
const alwaysThere: ReadonlySet<string> = new Set([
  'metadata',
  'spec',
  'status',
  'template',
  'strategy',
  'updateStrategy',
  'jobTemplate',
  'roleRef',
  'containers',
  'source',
  'involvedObject',
])

/** The fields in which two values of one type differ. */
export function compare(schemas: Schemas, before: unknown, after: unknown, type: FieldType): Comparison {
  const result: Comparison = {added: emptySet(), modified: emptySet(), removed: emptySet()}
  if (before === undefined && after === undefined) return result
  if (before === undefined) return {...result, added: fieldsOfValue(schemas, after, type, true)}
  if (after === undefined) return {...result, removed: fieldsOfValue(schemas, before, type, true)}
  if (hasMembers(type) && isFields(before) && isFields(after)) compareFields(schemas, before, after, type, result)
  else if (hasElements(type)) {
    const left = byElement(before, type.merging.apply)
    const right = byElement(after, type.merging.apply)
    for (const element of new Set([...left.keys(), ...right.keys()])) {
      include(result, element, compare(schemas, left.get(element), right.get(element), type.of))
    }
  } else if (!sameJson(before, after)) result.modified.member = true
  return result
}

function compareFields(schemas: Schemas, before: Fields, after: Fields, type: FieldType, result: Comparison): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const field = memberType(schemas, type, name)
    if (field === undefined) continue
    const empty = type.type === 'struct' && alwaysThere.has(name) ? emptyOf(field) : undefined
    include(result, fieldElement(name), compare(schemas, before[name] ?? empty, after[name] ?? empty, field))
  }
}

function emptyOf(field: FieldType): unknown {
  return field.type === 'struct' ? {} : field.type === 'list' ? [] : undefined
}

function include(result: Comparison, element: string, below: Comparison): void {
  for (const part of ['added', 'modified', 'removed'] as const) {
    if (!isEmpty(below[part])) result[part].children.set(element, below[part])
  }
}
