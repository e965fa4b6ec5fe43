import * as models from '@kubernetes/client-node/dist/gen/models/all.js'
import {goName, isAtomicMap, isAtomicStruct} from './atomic-fields.ts'
import type {FieldType, Struct} from './field-type.ts'
import {listMerging} from './list-merging.ts'
import {isQuantity} from './quantity-fields.ts'

interface Attribute {
  readonly name: string
  readonly baseName: string
  readonly type: string
  readonly format: string
}

const scalars: Readonly<Record<string, FieldType>> = {
  string: {type: 'string'},
  boolean: {type: 'boolean'},
  any: {type: 'any'},
  object: {type: 'any'},
  IntOrString: {type: 'intOrString'},
  Date: {type: 'time'},
  V1MicroTime: {type: 'microTime'},
}

function attributesOf(model: string): readonly Attribute[] | undefined {
  const found: unknown = (models as unknown as Record<string, unknown>)[model]
  if (typeof found !== 'function' || !('getAttributeTypeMap' in found) || typeof found.getAttributeTypeMap !== 'function') return undefined
  return found.getAttributeTypeMap() as readonly Attribute[]
}

/** The fields of every kind, read off the generated models of @kubernetes/client-node, which follow the OpenAPI of Kubernetes 1.36. */
export class Schemas {
  readonly #structs = new Map<string, Struct>()

  /** `model` is a class of the client, `V1Pod`; gives undefined if it has no such class. */
  find(model: string): Struct | undefined {
    const known = this.#structs.get(model)
    if (known !== undefined) return known
    const attributes = attributesOf(model)
    if (attributes === undefined) return undefined
    const struct = new Map(attributes.map(attribute => [attribute.baseName, fieldType(goName(model), attribute)]))
    this.#structs.set(model, struct)
    return struct
  }

  get(model: string): Struct {
    const struct = this.find(model)
    if (struct === undefined) throw new Error(`No model ${model}`)
    return struct
  }
}

function fieldType(struct: string, {baseName, type, format}: Attribute): FieldType {
  const list = /^Array<(.*)>$/.exec(type)
  if (list?.[1] !== undefined) return {type: 'list', of: plain(struct, baseName, list[1], format), merging: listMerging(struct, baseName)}
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)
  if (map?.[1] !== undefined)
    return {type: 'map', of: fieldType(struct, {name: '', baseName, type: map[1], format}), atomic: isAtomicMap(struct, baseName)}
  return plain(struct, baseName, type, format)
}

function plain(struct: string, field: string, type: string, format: string): FieldType {
  if (type === 'string' && isQuantity(struct, field)) return {type: 'quantity'}
  if (type === 'string' && format === 'byte') return {type: 'bytes'}
  if (type === 'number') return {type: format === 'int64' ? 'int64' : format === 'double' ? 'double' : 'int32'}
  return scalars[type] ?? {type: 'struct', model: type, atomic: isAtomicStruct(type)}
}
