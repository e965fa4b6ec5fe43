import type {Fields, KubeObject} from '../object.ts'
import type {Resource} from '../resources/resource.ts'
import {columnsOf} from './columns.ts'

/** Objects as the table that `kubectl get` prints. `includeObject` says how much of each object the rows contain: None, Metadata or Object. */
export function tableOf(resource: Resource, objects: readonly KubeObject[], version: string, includeObject: string): Fields {
  const columns = columnsOf(resource.kind)
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: {},
    columnDefinitions: columns.map(({name, type = 'string', format = '', wide = false}) => ({
      name,
      type,
      format,
      description: '',
      priority: wide ? 1 : 0,
    })),
    rows: objects.map(object => ({cells: columns.map(({cell}) => cell(object)), object: rowObject(object, version, includeObject)})),
  }
}

function rowObject(object: KubeObject, version: string, include: string): Fields | null {
  if (include === 'None') return null
  if (include === 'Object') return object
  return {kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata}
}
