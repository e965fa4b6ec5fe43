import {isNotFound, notUnderstood, parseAnswer, type ApiAnswer, type Refusal} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
import {listPages} from './pages.ts'
import {pathOf, resourceNamed, resourceOf} from './resources.ts'
import type {Asked, Unread} from './unread.ts'

/** The objects that could be read, and why others could not. An object that does not exist is in neither list. */
export interface Reading {
  readonly objects: readonly KubeObject[]
  /** The kinds and objects that could not be read. */
  readonly unread: readonly Unread[]
}

/** Reads objects by name, in parallel. They can be of different kinds and namespaces. */
export async function readObjects({api}: Kubectl, refs: readonly ObjectRef[]): Promise<Reading> {
  const read = await Promise.all(
    refs.map(async ({name, namespace, ...ref}) => {
      const resource = resourceOf(ref)
      const which = {name, ...(namespace !== undefined && {namespace})}
      const answer = await api.get(pathOf(resource, which))
      if (isNotFound(answer.refused, name)) return {objects: [], unread: []}
      return readAnswer(answer, {...which, kind: resource.kind})
    }),
  )
  return together(read)
}

export interface ListQuery {
  /** As kubectl names them: `deployments.apps`, `pods`, … */
  readonly kinds: readonly string[]
  /** Default: all namespaces. */
  readonly namespace?: string
  readonly labels?: string
  readonly fields?: string
  /** The largest number of objects of each kind. Default: all. */
  readonly limit?: number
  /** Only the metadata of the objects. */
  readonly metadataOnly?: boolean
  /** Chooses among the objects that the selectors match. What it rejects takes no memory. */
  readonly where?: (object: KubeObject) => boolean
}

/** As kubectl does (`--chunk-size`). */
const pageSize = 500
/** kubectl cannot leave out the contents, and those of the Secrets of Helm are large. */
const pageSizeOfWhole = 50

/** Reads objects by kind and selector, the kinds in parallel and each page by page. */
export async function listObjects({api}: Kubectl, query: ListQuery): Promise<Reading> {
  const {kinds, namespace, labels, fields, limit, metadataOnly = false, where = () => true} = query
  const place = {...(namespace !== undefined && {namespace})}
  const read = await Promise.all(
    kinds.map(async name => {
      const resource = resourceNamed(name)
      const {apiVersion, kind} = resource
      const {objects, refused} = await listPages(api, {
        path: pathOf(resource, place),
        query: {...(labels !== undefined && {labelSelector: labels}), ...(fields !== undefined && {fieldSelector: fields})},
        size: limit ?? (metadataOnly && api.by === 'kubectl' ? pageSizeOfWhole : pageSize),
        firstOnly: limit !== undefined,
        metadataOnly,
        take(found) {
          // The objects in a list have no apiVersion and kind.
          const object = {...(metadataOnly ? {metadata: found.metadata} : found), apiVersion, kind}
          return where(object) ? object : undefined
        },
      })
      return refused === undefined ? {objects, unread: []} : unreadFor({...place, kind}, refused)
    }),
  )
  return together(read)
}

export function together(readings: readonly Reading[]): Reading {
  return {objects: readings.flatMap(({objects}) => objects), unread: readings.flatMap(({unread}) => unread)}
}

/** The object in an answer, or the reason why it cannot be read. */
function readAnswer({text, refused}: ApiAnswer, asked: Asked): Reading {
  if (refused !== undefined) return unreadFor(asked, refused)
  const object = parseAnswer(text)
  if (object['kind'] !== asked.kind) throw notUnderstood()
  return {objects: [object as unknown as KubeObject], unread: []}
}

function unreadFor(asked: Asked, {reason: status, message: reason, request}: Refusal): Reading {
  return {objects: [], unread: [{...asked, ...(status !== undefined && {status}), reason, ...(request !== undefined && {request})}]}
}
