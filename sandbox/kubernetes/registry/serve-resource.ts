import type {Request} from '../context.ts'
import {serveSubresource} from '../endpoints/subresources.ts'
import type {Answer} from '../http/answer.ts'
import {parseBody} from '../http/body.ts'
import type {Call} from '../http/call.ts'
import type {KubeObject} from '../object.ts'
import type {Parts} from '../parts.ts'
import {methodNotAllowed} from '../status-error.ts'
import {renderList, renderObject} from '../tables/render.ts'
import {create} from './create.ts'
import {decodeObject} from './decode-object.ts'
import {deleteOptionsOf, deletedStatus, remove, type Deletion} from './delete.ts'
import {fetchObject} from './fetch.ts'
import {list} from './list.ts'
import {pageOf} from './page.ts'
import {patch} from './patch.ts'
import {update} from './update.ts'
import {watch} from './watch.ts'

/** Serves an allowed request to a resource that exists; undefined if the answer is written already. */
export function serveResource(parts: Parts, request: Request, call: Call): Promise<Answer | undefined> | Answer {
  const {context} = parts
  const {resource, subresource} = request
  if (subresource !== undefined && subresource.name !== 'status' && subresource.name !== 'finalize')
    return serveSubresource(parts, request, call)
  const show = (object: KubeObject, code = 200): Answer => ({code, body: renderObject(request, call.accept)(object)})
  switch (call.verb) {
    case 'get':
      return show(fetchObject(context, request))
    case 'list':
      return {code: 200, body: renderList(context, request, pageOf(request, list(context, request)), call.accept)}
    case 'watch':
      watch(context, request, call.response, renderObject(request, call.accept))
      return Promise.resolve(undefined)
    case 'create':
      if (!resource.verbs.includes('get')) return serveSubresource(parts, request, call)
      return show(create(context, request, bodyObject(parts, request, call)), 201)
    case 'update': {
      const next = bodyObject(parts, request, call)
      return show(update(context, request, () => next))
    }
    case 'patch': {
      const {object, created} = patch(context, request, call.bytes, call.contentType)
      return show(object, created ? 201 : 200)
    }
    case 'delete':
      return {code: 200, body: deletionBody(request, remove(context, request, options(request, call)))}
    case 'deletecollection':
      break
  }
  throw methodNotAllowed()
}

function bodyObject({context}: Parts, request: Request, {bytes, contentType}: Call): KubeObject {
  const {resource} = request
  return decodeObject(context, request, parseBody(bytes, contentType, resource.kind), resource)
}

function options({query}: Request, {bytes, contentType}: Call): ReturnType<typeof deleteOptionsOf> {
  return deleteOptionsOf(query.parameters, bytes.length === 0 ? {} : parseBody(bytes, contentType, 'DeleteOptions').value)
}

function deletionBody(request: Request, {object, gone}: Deletion): Answer['body'] {
  // The answer contains the pod even if it is gone, because its deletion is a graceful one with zero seconds.
  return gone && request.resource.kind !== 'Pod' ? deletedStatus(request, object) : object
}
