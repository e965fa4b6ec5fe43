import type {Fields} from './object.ts'

/** One thing that is wrong with an object: a cause of a 422 or 409 answer. */
export interface Cause {
  readonly reason: string
  readonly message: string
  readonly field: string
}

/** The subject of a request in answers. */
export interface Subject {
  readonly group: string
  /** The plural name of the resource. */
  readonly resource: string
  readonly name?: string
}

/** A request that the API refuses; it becomes a `Status` answer. */
export class StatusError extends Error {
  readonly code: number
  readonly reason: string
  readonly details: Fields | undefined

  constructor(code: number, reason: string, message: string, details?: Fields) {
    super(message)
    this.code = code
    this.reason = reason
    this.details = details
  }

  get status(): Fields {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : {reason: this.reason}),
      ...(this.details === undefined ? {} : {details: this.details}),
      code: this.code,
    }
  }
}

/** `pods`, `deployments.apps` */
function qualified({group, resource}: Subject): string {
  return group === '' ? resource : `${resource}.${group}`
}

function detailsOf({group, resource, name}: Subject): Fields {
  return {...(name === undefined || name === '' ? {} : {name}), ...(group === '' ? {} : {group}), kind: resource}
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message)
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized')
}

/** `why` follows the name, as in `pods "a" is forbidden: why`. */
export function forbidden(subject: Subject, why: string): StatusError {
  const named = subject.name === undefined || subject.name === '' ? '' : ` ${JSON.stringify(subject.name)}`
  return new StatusError(403, 'Forbidden', `${qualified(subject)}${named} is forbidden: ${why}`, detailsOf(subject))
}

export function notFound(subject: Subject): StatusError {
  return new StatusError(404, 'NotFound', `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} not found`, detailsOf(subject))
}

export function noSuchPath(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function methodNotAllowed(): StatusError {
  return new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
}

export function alreadyExists(subject: Subject): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} already exists`,
    detailsOf(subject),
  )
}

export function conflict(subject: Subject, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(subject)} ${JSON.stringify(subject.name ?? '')}: ${why}`
  return new StatusError(409, 'Conflict', message, detailsOf(subject))
}

export const changedSinceRead = 'the object has been modified; please apply your changes to the latest version and try again'

export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message)
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  )
}

export function invalid(kind: string, group: string, name: string, causes: readonly Cause[]): StatusError {
  const texts = [...new Set(causes.map(({field, message}) => `${field}: ${message}`))]
  const what = group === '' ? kind : `${kind}.${group}`
  const message = `${what} ${JSON.stringify(name)} is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`
  return new StatusError(422, 'Invalid', message, {
    ...(name === '' ? {} : {name}),
    ...(group === '' ? {} : {group}),
    ...(kind === '' ? {} : {kind}),
    causes,
  })
}

export function internalError(message: string): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, {causes: [{message}]})
}
