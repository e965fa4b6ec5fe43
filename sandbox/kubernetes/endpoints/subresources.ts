import type {Request} from '../context.ts'
import type {Answer} from '../http/answer.ts'
import type {Parts} from '../parts.ts'
import type {Call} from '../http/call.ts'
import {noSuchPath} from '../status-error.ts'
import {bind} from './binding.ts'
import {evict} from './eviction.ts'
import {podExec} from './pod-exec.ts'
import {podLog} from './pod-log.ts'
import {review} from './reviews.ts'
import {scale} from './scale.ts'
import {requestToken} from './token-request.ts'

/** Everything that is not plain storage: subresources with their own behaviour, and resources such as reviews. */
export function serveSubresource(parts: Parts, request: Request, call: Call): Promise<Answer | undefined> | Answer {
  switch (request.subresource?.name ?? request.resource.name) {
    case 'binding':
    case 'bindings':
      return bind(parts, request, call)
    case 'eviction':
      return evict(parts, request, call)
    case 'exec':
      return podExec(parts, request, call)
    case 'log':
      return podLog(parts, request, call)
    case 'scale':
      return scale(parts, request, call)
    case 'token':
      return requestToken(parts, request, call)
    case 'tokenreviews':
    case 'selfsubjectreviews':
    case 'selfsubjectaccessreviews':
    case 'subjectaccessreviews':
      return review(parts, request, call)
    default:
      throw noSuchPath()
  }
}
