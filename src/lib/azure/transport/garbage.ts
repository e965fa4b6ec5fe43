import type {PipelineRequest, PipelineResponse} from '@azure/core-rest-pipeline'
import {failedRequest} from '../../http/failed-request.ts'
import {UserError, type UserErrorOptions} from '../../errors.ts'

/** The error for an answer that is not from ARM or Entra ID. The body is not shown, because it can contain a secret. */
export function garbage(
  {method, url}: Pick<PipelineRequest, 'method' | 'url'>,
  {status, headers}: Pick<PipelineResponse, 'status' | 'headers'>,
  options: UserErrorOptions = {},
): UserError {
  const {host, pathname} = new URL(url)
  const kind = headers.get('content-type')?.split(';')[0] || 'no content type'
  return new UserError(`${host} answered ${method} ${pathname} with status ${status} and something that is not JSON (${kind}).`, {
    hints: ['A proxy between this machine and Azure may have sent this answer.'],
    request: failedRequest({method, url}, status, headers.get('x-ms-request-id')),
    ...options,
  })
}

/** An answer, perhaps with its body as it was parsed before: a large list is not parsed twice. */
type Answer = PipelineResponse & {parsed?: unknown}

/** The parsed body; undefined if it is empty or not JSON. */
export function parseBody(response: Answer): unknown {
  if (!response.bodyAsText) return undefined
  try {
    return (response.parsed ??= JSON.parse(response.bodyAsText))
  } catch {
    return undefined
  }
}

/** Throws if the body of an answer is not JSON. Redirects have no body; the SDK follows them. */
export function checkJson(request: PipelineRequest, response: PipelineResponse): void {
  const redirect = response.status >= 300 && response.status < 400
  const empty = response.status < 300 && !response.bodyAsText
  if (!redirect && !empty && parseBody(response) === undefined) throw garbage(request, response)
}
