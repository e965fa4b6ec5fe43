import {isFields, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {hasElements, hasMembers, memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import type {FieldSet} from './field-set.ts'
import {fieldElement, itemElement} from './path-element.ts'

/**
 * Takes the fields of a set out of a value, but those that somebody owns still, wholly or in part. Gives undefined when nothing
 * is left of a container.
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

/** Goes on with what is under one path element; what was not given away stays as it is. */
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
