import type {FieldType} from './field-type.ts'
import type {Schemas} from './schemas.ts'

type ListType = Extract<FieldType, {readonly type: 'list'}>

/** Structs and maps whose fields are owned and merged one by one. */
export function hasMembers(type: FieldType): boolean {
  return (type.type === 'struct' || type.type === 'map') && !type.atomic
}

/** Lists whose elements are owned and merged one by one. */
export function hasElements(type: FieldType): type is ListType & {readonly merging: {readonly apply: 'set' | readonly string[]}} {
  return type.type === 'list' && type.merging.apply !== 'atomic'
}

/** The type of a struct's field or of a map's values; undefined if there is no such field. */
export function memberType(schemas: Schemas, type: FieldType, name: string): FieldType | undefined {
  if (type.type === 'map') return type.of
  return type.type === 'struct' ? schemas.find(type.model)?.get(name) : undefined
}
