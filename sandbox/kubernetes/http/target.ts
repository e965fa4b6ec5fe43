import type {Resource, Subresource, Verb} from '../resources/resource.ts'

/** The target of a path. */
export interface Target {
  readonly resource: Resource
  readonly subresource: Subresource | undefined
  readonly namespace: string | undefined
  readonly name: string | undefined
}

/** The parts of an API path as RBAC sees them, whether or not the resource exists. */
export interface ResourcePath {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly subresource: string
  readonly namespace: string
  readonly name: string
}

const watchPrefix = 'watch'

/** Undefined for a path that names no resource, such as `/version` or `/apis/apps/v1`. */
export function parsePath(path: string): ResourcePath | undefined {
  const parts = path
    .split('/')
    .filter(part => part !== '')
    .map(decodeURIComponent)
  const root = parts.shift()
  if (root !== 'api' && root !== 'apis') return undefined
  const group = (root === 'api' ? '' : parts.shift()) ?? ''
  const version = parts.shift() ?? ''
  if (parts[0] === watchPrefix) parts.shift()
  if (parts.length === 0) return undefined
  return {group, version, ...parseNamed(parts)}
}

function parseNamed(parts: string[]): Omit<ResourcePath, 'group' | 'version'> {
  const namespace = parts[0] === 'namespaces' ? (parts[1] ?? '') : ''
  // `namespaces/a/status` is about the namespace itself, `namespaces/a/pods` about what is in it.
  if (namespace !== '' && parts.length > 2 && !ofNamespace.has(parts[2] ?? '')) parts.splice(0, 2)
  const [resource = '', name = '', subresource = ''] = parts
  return {resource, subresource, namespace, name}
}

const ofNamespace: ReadonlySet<string> = new Set(['status', 'finalize'])

/** The verb of a request, as RBAC names it. */
export function verbOf(method: string, path: ResourcePath, watch: boolean): Verb {
  if (method === 'POST') return 'create'
  if (method === 'PUT') return 'update'
  if (method === 'PATCH') return 'patch'
  if (method === 'DELETE') return path.name === '' ? 'deletecollection' : 'delete'
  if (watch) return 'watch'
  return path.name === '' ? 'list' : 'get'
}

export function findTarget(path: ResourcePath, resources: readonly Resource[]): Target | undefined {
  const resource = resources.find(({group, version, name}) => group === path.group && version === path.version && name === path.resource)
  if (resource === undefined) return undefined
  const subresource = resource.subresources.find(({name}) => name === path.subresource)
  if (path.subresource !== '' && subresource === undefined) return undefined
  const namespace = resource.namespaced && path.namespace !== '' ? path.namespace : undefined
  return {resource, subresource, namespace, name: path.name === '' ? undefined : path.name}
}
