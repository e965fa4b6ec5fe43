import protobuf from 'protobufjs'
import {resourcePath} from './document.ts'
import type {Resource} from '../resources/resource.ts'

/** The parts of openapi.v2.Document (google/gnostic-models v0.7.0) that clients read here. */
const messages = {
  Document: {swagger: [1, 'string'], info: [2, 'Info'], paths: [8, 'Paths'], definitions: [9, 'Definitions']},
  Info: {title: [1, 'string'], version: [2, 'string']},
  Paths: {path: [2, 'NamedPathItem', 'repeated']},
  NamedPathItem: {name: [1, 'string'], value: [2, 'PathItem']},
  PathItem: {patch: [8, 'Operation']},
  Operation: {parameters: [8, 'ParametersItem', 'repeated'], vendorExtension: [13, 'NamedAny', 'repeated']},
  ParametersItem: {parameter: [1, 'Parameter']},
  Parameter: {nonBodyParameter: [2, 'NonBodyParameter']},
  NonBodyParameter: {queryParameterSubSchema: [3, 'QueryParameter']},
  QueryParameter: {in: [2, 'string'], name: [4, 'string'], type: [6, 'string']},
  NamedAny: {name: [1, 'string'], value: [2, 'Any']},
  Any: {yaml: [2, 'string']},
  Definitions: {},
} as const satisfies Record<string, Record<string, readonly [number, string, 'repeated'?]>>

const queryParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
  parameter: {nonBodyParameter: {queryParameterSubSchema: {in: 'query', name, type: 'string'}}},
}))

/** How an object of this kind is patched: all that kubectl before 1.25 wants to know to find out whether a dry run is possible. */
function patchOf(resource: Resource): object {
  const {group, version, kind} = resource
  const yaml = JSON.stringify({group, version, kind})
  return {
    name: `${resourcePath(resource)}/{name}`,
    value: {patch: {parameters: queryParameters, vendorExtension: [{name: 'x-kubernetes-group-version-kind', value: {yaml}}]}},
  }
}

/**
 * An OpenAPI v2 document in protobuf without schemas. Old clients fetch it to check manifests by themselves; a kind that it does not
 * describe they leave to the server.
 */
export function openApiV2(resources: readonly Resource[], version: string): Buffer {
  const nested = Object.fromEntries(
    Object.entries(messages).map(([name, fields]) => [
      name,
      {fields: Object.fromEntries(Object.entries(fields).map(([field, [id, type, rule]]) => [field, {id, type, ...(rule && {rule})}]))},
    ]),
  )
  const type = protobuf.Root.fromJSON({nested}).lookupType('Document')
  const document = {
    swagger: '2.0',
    info: {title: 'Kubernetes', version},
    paths: {path: resources.filter(({verbs}) => verbs.includes('patch')).map(patchOf)},
    definitions: {},
  }
  return Buffer.from(type.encode(type.fromObject(document)).finish())
}
