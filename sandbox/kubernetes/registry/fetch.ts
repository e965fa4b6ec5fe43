import type {Context, Request} from '../context.ts'
import type {KubeObject} from '../object.ts'
import {notFound} from '../status-error.ts'
import {subjectOf} from './subject.ts'

/** The object that the request names. */
export function fetchObject(context: Context, request: Request): KubeObject {
  const object = context.store.get(request.resource.storage, request.namespace, request.name ?? '')
  if (object === undefined) throw notFound(subjectOf(request))
  return object
}
