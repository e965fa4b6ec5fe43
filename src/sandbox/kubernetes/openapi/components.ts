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

function propertyOf(type: FieldType, waiting: string[]): Fields {
  switch (type.type) {
    case 'struct':
      waiting.push(type.model)
      return {allOf: [{$ref: `#/components/schemas/${schemaName(type.model)}`}], default: {}, ...(type.atomic ? {'x-kubernetes-map-type': 'atomic'} : {})}
    case 'list':
      return {type: 'array', items: propertyOf(type.of, waiting), ...listExtensions(type.merging)}
    case 'map':
      return {type: 'object', additionalProperties: propertyOf(type.of, waiting), ...(type.atomic ? {'x-kubernetes-map-type': 'atomic'} : {})}
    case 'int32':
    case 'int64':
      return {type: 'integer', format: type.type}
    case 'double':
      return {type: 'number', format: 'double'}
    case 'boolean':
      return {type: 'boolean'}
    case 'intOrString':
      return {oneOf: [{type: 'integer'}, {type: 'string'}], format: 'int-or-string'}
    case 'quantity':
      return {oneOf: [{type: 'string'}, {type: 'number'}]}
    case 'bytes':
      return {type: 'string', format: 'byte'}
    case 'time':
    case 'microTime':
      return {type: 'string', format: 'date-time'}
    case 'any':
      return {}
    default:
      return {type: 'string'}
  }
}

function listExtensions({apply, mergeKey, retainKeys = false}: ListMerging): Fields {
  return {
    'x-kubernetes-list-type': typeof apply === 'string' ? apply : 'map',
    ...(typeof apply === 'string' ? {} : {'x-kubernetes-list-map-keys': apply}),
    ...(mergeKey === undefined ? {} : {'x-kubernetes-patch-strategy': retainKeys ? 'merge,retainKeys' : 'merge'}),
    ...(mergeKey === undefined || mergeKey === '' ? {} : {'x-kubernetes-patch-merge-key': mergeKey}),
  }
}
