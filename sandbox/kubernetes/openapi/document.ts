import type {Context} from '../context.ts'
import type {Fields} from '../object.ts'
import {groupVersion, type Resource} from '../resources/resource.ts'
import {componentsOf} from './components.ts'
import {schemaName} from './schema-names.ts'

function parameter(name: string, type = 'string'): Fields {
  return {name, in: 'query', schema: {type, uniqueItems: true}}
}

/** `api/v1`, `apis/apps/v1` */
export function documentPath(gv: string): string {
  return gv.includes('/') ? `apis/${gv}` : `api/${gv}`
}

/** `/apis/apps/v1/namespaces/{namespace}/deployments` */
export function resourcePath(resource: Resource): string {
  return `/${documentPath(groupVersion(resource))}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.name}`
}

/** The OpenAPI v3 document of one group version, as far as clients read it: schemas, kinds, and what a patch may ask for. */
export function openApiDocument(context: Context, gv: string, version: string): Fields {
  const resources = context.resources.filter(resource => groupVersion(resource) === gv)
  return {
    openapi: '3.0.0',
    info: {title: 'Kubernetes', version},
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: {schemas: componentsOf(context.schemas, resources)},
  }
}

function pathsOf(resource: Resource): [string, Fields][] {
  const {group, version, kind} = resource
  const base = resourcePath(resource)
  const named = {'x-kubernetes-group-version-kind': {group, version, kind}}
  const schema = {$ref: `#/components/schemas/${schemaName(resource.model)}`}
  const responses = {200: {description: 'OK', content: {'application/json': {schema}}}}
  const writes = [parameter('dryRun'), parameter('fieldManager'), parameter('fieldValidation')]
  const requestBody = {content: {'*/*': {schema}}, required: true}
  const has = (verb: Resource['verbs'][number]): boolean => resource.verbs.includes(verb)
  const collection: Fields = {
    ...(has('list') ? {get: {...named, 'x-kubernetes-action': 'list', responses}} : {}),
    ...(has('create') ? {post: {...named, 'x-kubernetes-action': 'post', parameters: writes, requestBody, responses}} : {}),
  }
  const item: Fields = {
    ...(has('get') ? {get: {...named, 'x-kubernetes-action': 'get', responses}} : {}),
    ...(has('update') ? {put: {...named, 'x-kubernetes-action': 'put', parameters: writes, requestBody, responses}} : {}),
    ...(has('patch')
      ? {patch: {...named, 'x-kubernetes-action': 'patch', parameters: [...writes, parameter('force', 'boolean')], requestBody, responses}}
      : {}),
    ...(has('delete') ? {delete: {...named, 'x-kubernetes-action': 'delete', parameters: [parameter('dryRun')], responses}} : {}),
  }
  return Object.keys(item).length === 0
    ? [[base, collection]]
    : [
        [base, collection],
        [`${base}/{name}`, item],
      ]
}
