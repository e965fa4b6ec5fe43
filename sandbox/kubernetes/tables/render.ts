import type {Context, Request} from '../context.ts'
import {wantedForm} from '../http/accept.ts'
import type {Fields, KubeObject} from '../object.ts'
import type {Page} from '../registry/page.ts'
import {groupVersion} from '../resources/resource.ts'
import {tableOf} from './table.ts'

/** Lists as the client wants them: objects, a table, or metadata only. */
export function renderList(context: Context, request: Request, {objects, metadata: more}: Page, accept: string | undefined): Fields {
  const {resource, query} = request
  const metadata = {resourceVersion: String(context.store.version), ...more}
  const {as, version} = wantedForm(accept)
  if (as === 'Table') return {...tableOf(resource, objects, version, query.includeObject), metadata}
  if (as === 'PartialObjectMetadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${version}`,
      metadata,
      // As a real API server does, because nil is not an empty slice in Go.
      items: objects.length === 0 ? null : objects.map(object => metadataOnly(object, version)),
    }
  }
  const items = objects.map(({apiVersion: _apiVersion, kind: _kind, ...object}) => object)
  return {kind: `${resource.kind}List`, apiVersion: groupVersion(resource), metadata, items}
}

/** One object in the client's format. `headers` is false for the later rows of a watch, which repeat no column definitions. */
export function renderObject(request: Request, accept: string | undefined): (object: KubeObject) => Fields {
  const {as, version} = wantedForm(accept)
  let first = true
  if (as === 'Table') {
    return object => {
      const table = tableOf(request.resource, [object], version, request.query.includeObject)
      const shown = {
        ...table,
        metadata: {resourceVersion: object.metadata.resourceVersion ?? ''},
        ...(first ? {} : {columnDefinitions: null}),
      }
      first = false
      return shown
    }
  }
  return as === 'PartialObjectMetadata' ? object => metadataOnly(object, version) : object => object
}

function metadataOnly({metadata}: KubeObject, version: string): Fields {
  return {kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata}
}
