import type {PipelineRequest, PipelineResponse} from '@azure/core-rest-pipeline'
import {UserError, type UserErrorOptions} from '../../errors.ts'

/** An answer that nobody who speaks the protocol gives. The body is not shown: it may hold a secret. */
export function garbage(
  {method, url}: Pick<PipelineRequest, 'method' | 'url'>,
  {status, headers}: Pick<PipelineResponse, 'status' | 'headers'>,
  options: UserErrorOptions = {},
): UserError {
  const {host, pathname} = new URL(url)
  const kind = headers.get('content-type')?.split(';')[0] || 'no content type'
  return new UserError(`${host} answered ${method} ${pathname} with status ${status} and something that is not JSON (${kind}).`, {
    hints: ['A proxy between here and Azure may have answered.'],
    ...options,
  })
}

/** The body as JSON; undefined when it is empty or not JSON. */
export function parseBody({bodyAsText}: PipelineResponse): unknown {
  if (!bodyAsText) return undefined
  try {
    return JSON.parse(bodyAsText)
  } catch {
    return undefined
  }
}

/** Rejects an answer whose body is not JSON. Redirects have none, and are followed by the SDK. */
export function checkJson(request: PipelineRequest, response: PipelineResponse): void {
  const redirect = response.status >= 300 && response.status < 400
  const empty = response.status < 300 && !response.bodyAsText
  if (!redirect && !empty && parseBody(response) === undefined) throw garbage(request, response)
}
