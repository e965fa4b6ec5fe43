import {isFields, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {hasElements, hasMembers, memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import type {FieldSet} from './field-set.ts'
import {fieldElement, itemElement} from './path-element.ts'

/**
 * Removes the fields of a set from a value, except those that somebody still owns, wholly or in part. Returns undefined if nothing is left
 * of a map or list.
 */
export function prune(schemas: Schemas, value: unknown, type: FieldType, given: FieldSet, owned: FieldSet | undefined): unknown {
  if (given.member && owned === undefined) return undefined
  if (hasElements(type) && Array.isArray(value)) {
    const kept = value
      .map(item => below(schemas, item, type.of, itemElement(item, type.merging.apply), {given, owned}))
      .filter(item => item !== undefined)
    return kept.length === 0 && value.length > 0 ? undefined : kept
  }
  if (!hasMembers(type) || !isFields(value)) return value
  const result: Fields = {}
  for (const [name, item] of Object.entries(value)) {
    const field = memberType(schemas, type, name)
    const rest = field === undefined ? item : below(schemas, item, field, fieldElement(name), {given, owned})
    if (rest !== undefined) result[name] = rest
  }
  const emptied = type.type === 'map' && Object.keys(result).length === 0 && Object.keys(value).length > 0
  return emptied ? undefined : result
}

/** Prunes the value below one path element. Fields that are not in the set stay unchanged. */
function below(
  schemas: Schemas,
  item: unknown,
  type: FieldType,
  element: string,
  {given, owned}: {readonly given: FieldSet; readonly owned: FieldSet | undefined},
): unknown {
  const part = given.children.get(element)
  return part === undefined ? item : prune(schemas, item, type, part, owned?.children.get(element))
}
