import {isFields, sameJson, type Fields} from '../object.ts'
import type {FieldType} from '../schema/field-type.ts'
import {memberType} from '../schema/members.ts'
import type {Schemas} from '../schema/schemas.ts'
import {mergeKeyedList, mergeScalarList} from './strategic-list.ts'

const unknownType: FieldType = {type: 'any'}

/** Strategic merge patch of a value of a known type. */
export function strategicMergePatch(schemas: Schemas, target: unknown, patch: unknown, type: FieldType): unknown {
  if (!isFields(patch)) return patch
  if (patch.$patch === 'replace') return withoutDirectives(patch)
  if (patch.$patch === 'delete') return undefined
  const result = startOf(target, patch)
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue
    const merged = mergeField(
      schemas,
      result[name],
      value,
      memberType(schemas, type, name) ?? unknownType,
      patch[`$setElementOrder/${name}`],
    )
    if (merged === undefined) delete result[name]
    else result[name] = merged
  }
  reorderUntouched(schemas, patch, result, type)
  return result
}

/** The target without the fields that `$retainKeys` and `$deleteFromPrimitiveList` remove. */
function startOf(target: unknown, patch: Fields): Fields {
  const kept = patch.$retainKeys
  const base = Object.entries(isFields(target) ? target : {}).filter(([name]) => !Array.isArray(kept) || kept.includes(name))
  const result: Fields = Object.fromEntries(base)
  for (const [name, gone] of Object.entries(patch)) {
    const field = name.startsWith('$deleteFromPrimitiveList/') ? name.slice(name.indexOf('/') + 1) : ''
    const list = result[field]
    if (Array.isArray(list) && Array.isArray(gone)) result[field] = list.filter(item => !gone.some(other => sameJson(other, item)))
  }
  return result
}

function mergeField(schemas: Schemas, target: unknown, value: unknown, type: FieldType, order: unknown): unknown {
  if (value === null) return undefined
  if (Array.isArray(value) && type.type === 'list') {
    const {mergeKey} = type.merging
    if (mergeKey === undefined) return value
    const list: unknown[] = Array.isArray(target) ? target : []
    if (mergeKey === '') return mergeScalarList(list, value, order)
    return mergeKeyedList(list, value, mergeKey, order, (before, after) => strategicMergePatch(schemas, before, after, type.of))
  }
  if (isFields(value)) return strategicMergePatch(schemas, target, value, type)
  return value
}

/** `$setElementOrder` without a patch of the list itself still orders it. */
function reorderUntouched(schemas: Schemas, patch: Fields, result: Fields, type: FieldType): void {
  for (const [name, order] of Object.entries(patch)) {
    if (!name.startsWith('$setElementOrder/')) continue
    const field = name.slice(name.indexOf('/') + 1)
    const list = result[field]
    const known = memberType(schemas, type, field)
    if (Object.hasOwn(patch, field) || !Array.isArray(list) || known?.type !== 'list') continue
    const {mergeKey} = known.merging
    if (mergeKey === '') result[field] = mergeScalarList(list, [], order)
    else if (mergeKey !== undefined) result[field] = mergeKeyedList(list, [], mergeKey, order, (_before, after) => after)
  }
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => !name.startsWith('$')))
}
