import {notUnderstood, parseAnswer, type ApiAnswer} from './api.ts'
import type {Kubectl} from './kubectl.ts'
import type {KubeObject, ObjectRef} from './objects.ts'
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
  return together(
    refs.map(async ({name, namespace, ...ref}) => {
      const resource = resourceOf(ref)
      const which = {name, ...(namespace !== undefined && {namespace})}
      const answer = await api.get(pathOf(resource, which))
      // A proxy in front of the API server may also answer 404, but does not name the object.
      if (answer.refused?.reason === 'NotFound' && answer.refused.name === name) return {objects: [], unread: []}
      return readAnswer(answer, {kind: resource.kind, ...which}, object =>
        object['kind'] === resource.kind ? [object as unknown as KubeObject] : undefined,
      )
    }),
  )
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
}

/** Reads objects by kind and selector, in parallel. */
export async function listObjects({api}: Kubectl, {kinds, namespace, labels, fields, limit}: ListQuery): Promise<Reading> {
  const where = {...(namespace !== undefined && {namespace})}
  const query = new URLSearchParams({
    ...(labels !== undefined && {labelSelector: labels}),
    ...(fields !== undefined && {fieldSelector: fields}),
    ...(limit !== undefined && {limit: String(limit)}),
  }).toString()
  return together(
    kinds.map(async name => {
      const resource = resourceNamed(name)
      const {apiVersion, kind} = resource
      const answer = await api.get(`${pathOf(resource, where)}${query === '' ? '' : `?${query}`}`)
      return readAnswer(answer, {kind, ...where}, ({items}) =>
        // The objects in a list have no apiVersion and kind.
        Array.isArray(items) ? (items as KubeObject[]).map(object => ({...object, apiVersion, kind})) : undefined,
      )
    }),
  )
}

async function together(parts: readonly Promise<Reading>[]): Promise<Reading> {
  const readings = await Promise.all(parts)
  return {objects: readings.flatMap(({objects}) => objects), unread: readings.flatMap(({unread}) => unread)}
}

/** The objects in an answer, or the reason why they cannot be read. */
function readAnswer(
  {text, refused}: ApiAnswer,
  asked: Asked,
  objectsIn: (answer: Readonly<Record<string, unknown>>) => readonly KubeObject[] | undefined,
): Reading {
  if (refused !== undefined) {
    const {reason: status, message: reason} = refused
    return {objects: [], unread: [{...asked, ...(status !== undefined && {status}), reason}]}
  }
  const objects = objectsIn(parseAnswer(text))
  if (objects === undefined) throw notUnderstood()
  return {objects, unread: []}
}
