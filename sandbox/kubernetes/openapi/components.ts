import type {Fields} from '../object.ts'
import type {Resource} from '../resources/resource.ts'
import type {FieldType, ListMerging} from '../schema/field-type.ts'
import type {Schemas} from '../schema/schemas.ts'
import {schemaName} from './schema-names.ts'

/** The schemas of some resources and of everything that they refer to. */
export function componentsOf(schemas: Schemas, resources: readonly Resource[]): Record<string, Fields> {
  const result: Record<string, Fields> = {}
  const waiting = resources.map(({model}) => model)
  for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
    const struct = schemas.find(model)
    if (struct === undefined || result[schemaName(model)] !== undefined) continue
    const kinds = resources.filter(resource => resource.model === model)
    result[schemaName(model)] = {
      type: 'object',
      properties: Object.fromEntries([...struct].map(([name, type]) => [name, propertyOf(type, waiting)])),
      ...(kinds.length === 0 ? {} : {'x-kubernetes-group-version-kind': kinds.map(({group, version, kind}) => ({group, version, kind}))}),
    }
  }
  return result
}

const scalars = {
  string: {type: 'string'},
  int32: {type: 'integer', format: 'int32'},
  int64: {type: 'integer', format: 'int64'},
  double: {type: 'number', format: 'double'},
  boolean: {type: 'boolean'},
  intOrString: {oneOf: [{type: 'integer'}, {type: 'string'}], format: 'int-or-string'},
  quantity: {oneOf: [{type: 'string'}, {type: 'number'}]},
  bytes: {type: 'string', format: 'byte'},
  time: {type: 'string', format: 'date-time'},
  microTime: {type: 'string', format: 'date-time'},
  any: {},
} satisfies Partial<Record<FieldType['type'], Fields>>

function propertyOf(type: FieldType, waiting: string[]): Fields {
  if (type.type === 'struct') {
    waiting.push(type.model)
    return {allOf: [{$ref: `#/components/schemas/${schemaName(type.model)}`}], default: {}, ...atomic(type.atomic)}
  }
  if (type.type === 'list') return {type: 'array', items: propertyOf(type.of, waiting), ...listExtensions(type.merging)}
  if (type.type === 'map') return {type: 'object', additionalProperties: propertyOf(type.of, waiting), ...atomic(type.atomic)}
  return scalars[type.type]
}

function atomic(is: boolean): Fields {
  return is ? {'x-kubernetes-map-type': 'atomic'} : {}
}

function listExtensions({apply, mergeKey, retainKeys = false}: ListMerging): Fields {
  return {
    'x-kubernetes-list-type': typeof apply === 'string' ? apply : 'map',
    ...(typeof apply === 'string' ? {} : {'x-kubernetes-list-map-keys': apply}),
    ...(mergeKey === undefined ? {} : {'x-kubernetes-patch-strategy': retainKeys ? 'merge,retainKeys' : 'merge'}),
    ...(mergeKey === undefined || mergeKey === '' ? {} : {'x-kubernetes-patch-merge-key': mergeKey}),
  }
}
