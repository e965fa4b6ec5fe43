import type {Context, Request} from '../context.ts'
import {textOf, type KubeObject} from '../object.ts'
import {StatusError, forbidden, notFound} from '../status-error.ts'

/** A new object needs a namespace that exists and is not being deleted. */
export function requireNamespace(context: Context, request: Request, object: KubeObject): void {
  const {namespace} = request
  if (!request.resource.namespaced || namespace === undefined) return
  const found = context.store.get('namespaces', undefined, namespace)
  if (found === undefined) throw notFound({group: '', resource: 'namespaces', name: namespace})
  if (textOf(found.status, 'phase') !== 'Terminating') return
  const {group, name: resource} = request.resource
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const refusal = forbidden({group, resource, name: object.metadata.name}, why)
  throw new StatusError(403, 'Forbidden', refusal.message, {
    ...refusal.details,
    causes: [{reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace'}],
  })
}
