import type {IncomingMessage} from 'node:http'
import {load} from 'js-yaml'
import {isFields} from '../object.ts'
import {decodeProtobuf, isProtobuf} from '../protobuf/decode.ts'
import type {Body} from '../registry/decode-object.ts'
import {duplicateFields} from '../schema/duplicate-fields.ts'
import {StatusError, badRequest, unsupportedMediaType} from '../status-error.ts'

const most = 3 * 1024 * 1024

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > most) throw new StatusError(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

/** Reads a JSON, YAML or protobuf body of one object. `kind` is the expected kind in error messages. */
export function parseBody(bytes: Buffer, contentType: string, kind: string): Body {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/vnd.kubernetes.protobuf' || isProtobuf(bytes)) return {value: decodeProtobuf(bytes), duplicates: []}
  if (type === 'application/yaml') return {value: parseYaml(bytes.toString()), duplicates: []}
  if (type !== '' && type !== 'application/json' && type !== '*/*') {
    throw unsupportedMediaType(['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'])
  }
  const text = bytes.toString()
  const value = parseJson(
    text,
    why =>
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${text.slice(0, 50) || '<empty>'})`,
  )
  if (!isFields(value)) throw badRequest(`the object provided is unrecognized (must be of type ${kind})`)
  return {value, duplicates: duplicateFields(text)}
}

export function parseJson(text: string, message: (why: string) => string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw badRequest(message(error instanceof Error ? error.message : String(error)))
  }
}

/** YAML as server-side apply sends it; most clients send JSON, which is YAML too. */
export function parseYaml(text: string): Body['value'] {
  let value: unknown
  try {
    value = load(text)
  } catch (error) {
    throw badRequest(`error decoding YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!isFields(value)) throw badRequest('error decoding YAML: no object')
  return value
}
