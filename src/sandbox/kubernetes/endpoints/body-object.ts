import type {Request} from '../context.ts'
import {parseBody} from '../http/body.ts'
import type {Parts} from '../http/handler.ts'
import type {KubeObject} from '../object.ts'
import {decodeObject, type Expected} from '../registry/decode-object.ts'
import type {Call} from '../registry/serve-resource.ts'

/** The body of a request as an object of another kind than the resource's. */
export function bodyAs({context}: Parts, request: Request, {bytes, contentType}: Call, expected: Expected): KubeObject {
  return decodeObject(context, request, parseBody(bytes, contentType, expected.kind), expected)
}
