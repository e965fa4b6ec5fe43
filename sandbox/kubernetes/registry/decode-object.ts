import type {Context, Request} from '../context.ts'
import {isFields, type Fields, type KubeObject} from '../object.ts'
import {groupVersion} from '../resources/resource.ts'
import {Decoder} from '../schema/decode.ts'
import {DecodeError} from '../schema/type-error.ts'
import {badRequest} from '../status-error.ts'

/** A parsed request body. */
export interface Body {
  readonly value: Fields
  /** Paths of fields that occur twice. */
  readonly duplicates: readonly string[]
}

export interface Expected {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly model: string
}

/**
 * Reads a body as an object of the expected kind. Fields that the kind does not have are dropped; `fieldValidation` decides whether that is
 * an error or a warning. `wrap` turns an error of the decoder into an answer.
 */
export function decodeObject(
  context: Context,
  request: Request,
  body: Body,
  expected: Expected,
  wrap?: (message: string) => Error,
): KubeObject {
  const wanted = groupVersion(expected)
  const apiVersion = body.value.apiVersion ?? wanted
  const kind = body.value.kind ?? expected.kind
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw badRequest('the object provided is unrecognized')
  const fail =
    wrap ??
    ((message: string): Error =>
      badRequest(`${kind} in version ${JSON.stringify(apiVersion.split('/').at(-1))} cannot be handled as a ${expected.kind}: ${message}`))
  if (kind !== expected.kind || apiVersion !== wanted) throw mismatch(context, apiVersion, kind, expected, fail)
  const decoder = new Decoder(context.schemas)
  let object: Fields
  try {
    object = decoder.struct(body.value, expected.model)
  } catch (error) {
    throw error instanceof DecodeError ? fail(error.message) : error
  }
  report(
    request,
    [
      ...decoder.unknown.map(path => `unknown field ${JSON.stringify(path)}`),
      ...body.duplicates.map(path => `duplicate field ${JSON.stringify(path)}`),
    ],
    fail,
  )
  const metadata = isFields(object.metadata) ? object.metadata : {}
  return {...object, apiVersion, kind, metadata: metadata as unknown as KubeObject['metadata']}
}

function mismatch(context: Context, apiVersion: string, kind: string, expected: Expected, fail: (message: string) => Error): Error {
  const known = context.resources.some(resource => groupVersion(resource) === apiVersion && resource.kind === kind)
  if (!known)
    return fail(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`,
    )
  if (apiVersion !== groupVersion(expected)) {
    return badRequest(`the API version in the data (${apiVersion}) does not match the expected API version (${groupVersion(expected)})`)
  }
  return fail(`converting (${apiVersion.split('/').at(-1)}.${kind}) to (${expected.group || 'core'}.${expected.kind}): unknown conversion`)
}

function report(request: Request, faults: readonly string[], fail: (message: string) => Error): void {
  if (faults.length === 0 || request.query.fieldValidation === 'Ignore') return
  if (request.query.fieldValidation === 'Strict') throw fail(`strict decoding error: ${faults.join(', ')}`)
  request.warnings.push(...faults)
}
