import type {Context, Request} from '../context.ts'
import type {KubeObject} from '../object.ts'
import {parseFieldSelector} from '../storage/field-selector.ts'
import {parseLabelSelector} from '../storage/label-selector.ts'

export type Match = (object: KubeObject) => boolean

/** The objects that match the selectors, the namespace and the name of a request. */
export function matchOf({query, resource, namespace, name}: Request): Match {
  const labels = parseLabelSelector(query.labelSelector)
  const fields = parseFieldSelector(query.fieldSelector, resource.kind)
  return object =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object)
}

export function list(context: Context, request: Request): KubeObject[] {
  const match = matchOf(request)
  return context.store.list(request.resource.storage, request.namespace).filter(match)
}
