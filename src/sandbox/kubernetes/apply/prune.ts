import {isFields, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import type {Schemas} from '../schema/schemas.ts'
import type {FieldSet} from './field-set.ts'
import {fieldElement, itemElement} from './path-element.ts'

/**
 * Takes the fields of a set out of a value, but those that somebody owns still, wholly or in part. Gives undefined when nothing
 * is left of a container.
 */
export function prune(schemas: Schemas, value: unknown, type: FieldType, given: FieldSet, owned: FieldSet | undefined): unknown {
  if (given.member && owned === undefined) return undefined
  if (type.type === 'list' && Array.isArray(value) && type.merging.apply !== 'atomic') {
    const keys = type.merging.apply
    const kept = value
      .map(item => {
        const element = itemElement(item, keys)
        const below = given.children.get(element)
        return below === undefined ? item : prune(schemas, item, type.of, below, owned?.children.get(element))
      })
      .filter(item => item !== undefined)
    return kept.length === 0 && value.length > 0 ? undefined : kept
  }
  if ((type.type !== 'struct' && type.type !== 'map') || type.atomic || !isFields(value)) return value
  const struct = type.type === 'struct' ? schemas.get(type.model) : undefined
  const result: Fields = {...value}
  for (const [name, item] of Object.entries(value)) {
    const element = fieldElement(name)
    const below = given.children.get(element)
    const field = type.type === 'map' ? type.of : struct?.get(name)
    if (below === undefined || field === undefined) continue
    const rest = prune(schemas, item, field, below, owned?.children.get(element))
    if (rest === undefined) delete result[name]
    else result[name] = rest
  }
  const emptied = type.type === 'map' && Object.keys(result).length === 0 && Object.keys(value).length > 0
  return emptied ? undefined : result
}
