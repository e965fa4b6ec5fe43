import type {PipelineRequest, PipelineResponse} from '@azure/core-rest-pipeline'
import {vkctl} from '../../printed-commands/printed-command.ts'
import type {Line} from '../../printed-commands/printed-lines.ts'
import {exitCodes, NotAllowedError, NotFoundError, UserError} from '../../errors.ts'
import {failedRequest} from '../../http/failed-request.ts'
import {detailsOf, type ErrorBody} from './error-details.ts'
import {checkJson, garbage, parseBody} from './garbage.ts'
import {askedPauseMs} from '../../http/patience.ts'
import {permissionHints, subscriptionHints} from './permission-hints.ts'

/** An error of Resource Manager, as the cause of the error that is shown. */
export class ArmError extends Error {
  readonly status: number
  /** The error code of ARM, such as `ResourceNotFound`. */
  readonly code: string
  /** The id of the request, for Azure support. */
  readonly requestId: string | undefined

  constructor(status: number, code: string, message: string, requestId: string | undefined) {
    super(message)
    this.name = 'ArmError'
    this.status = status
    this.code = code
    this.requestId = requestId
  }
}

/** The ARM error behind an error of this folder; undefined if there is none. */
export function armErrorOf(error: unknown): ArmError | undefined {
  return error instanceof UserError && error.cause instanceof ArmError ? error.cause : undefined
}

/** Throws for every answer that is not a success. Like in az, the message is `(Code) Message`. */
export function checkArmAnswer(request: PipelineRequest, response: PipelineResponse): void {
  if (response.status < 400) return checkJson(request, response)
  throw fault(request, response)
}

function fault(request: PipelineRequest, response: PipelineResponse): UserError {
  const body = parseBody(response) as ({readonly error?: ErrorBody} & ErrorBody) | null | undefined
  const error = body?.error ?? body ?? {}
  const {code, message} = error
  const {status, headers} = response
  // A 404 may be from ARM or from a proxy; without an error body, the two look the same.
  if (typeof code !== 'string' || typeof message !== 'string')
    return garbage(request, response, {exitCode: status === 404 ? exitCodes.notFound : exitCodes.failed})
  const text = `(${code}) ${message}`
  const requestId = headers.get('x-ms-request-id') ?? headers.get('x-ms-correlation-request-id')
  const told = {
    details: detailsOf(error),
    request: failedRequest(request, status, requestId),
    cause: new ArmError(status, code, message, requestId),
  }
  switch (status) {
    case 401:
      return new NotAllowedError(text, {
        hints: ["Azure rejected the token. Run 'az login' again, or renew the credentials in the AZURE_… variables."],
        ...told,
      })
    case 403:
      return new NotAllowedError(text, {hints: permissionHints(code, message), ...told})
    case 404:
      return new NotFoundError(text, told)
    default:
      return new UserError(text, {hints: whatToDo(code, message, headers.get('retry-after')), ...told})
  }
}

function whatToDo(code: string, message: string, retryAfter: string | undefined): readonly Line[] {
  if (code === 'MissingSubscriptionRegistration') {
    const namespace = /namespace '([\w.]+)'/.exec(message)?.[1] ?? 'Microsoft.ContainerInstance'
    return ['Register the resource provider:', vkctl`provider register --namespace ${namespace} --wait`]
  }
  const hints = subscriptionHints(code)
  if (hints.length > 0) return hints
  const pauseMs = askedPauseMs(retryAfter, Date.now())
  return pauseMs === undefined ? [] : [`Wait ${Math.ceil(pauseMs / 1000)} seconds before you try again.`]
}
