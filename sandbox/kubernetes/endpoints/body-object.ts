import type {Request} from '../context.ts'
import {parseBody} from '../http/body.ts'
import type {Parts} from '../parts.ts'
import type {KubeObject} from '../object.ts'
import {decodeObject, type Expected} from '../registry/decode-object.ts'
import type {Call} from '../http/call.ts'

/** The body of a request as an object of another kind than the resource's. Its version may be one of the `older` ones, which have the same fields. */
export function bodyAs(
  {context}: Parts,
  request: Request,
  {bytes, contentType}: Call,
  {older = [], ...expected}: Expected & {readonly older?: readonly string[]},
): KubeObject {
  const body = parseBody(bytes, contentType, expected.kind)
  const version = older.find(one => body.value.apiVersion === `${expected.group}/${one}`) ?? expected.version
  return decodeObject(context, request, body, {...expected, version})
}
