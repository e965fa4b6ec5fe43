import protobuf from 'protobufjs'
import {isFields, type Fields} from '../object.ts'
import {StatusError, badRequest} from '../status-error.ts'
import {messageDefinitions} from './messages.ts'

const magic = Buffer.from([0x6b, 0x38, 0x73, 0x00])

/** Whether a body is of `application/vnd.kubernetes.protobuf`: it begins with `k8s\0`. */
export function isProtobuf(bytes: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic)
}

/** Created once: the decoders are generated at their first use, which takes longer than most requests. */
let messages: protobuf.Root | undefined

/** Reads a protobuf body, an object in the envelope `runtime.Unknown`, as the same object in JSON. */
export function decodeProtobuf(bytes: Buffer): Fields {
  if (!isProtobuf(bytes)) throw badRequest('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  const root = (messages ??= protobuf.Root.fromJSON(messageDefinitions()))
  const envelope = root.lookupType('Unknown').decode(bytes.subarray(magic.length)) as unknown as {
    readonly typeMeta?: {readonly apiVersion: string; readonly kind: string}
    readonly raw: Uint8Array
  }
  const {apiVersion = '', kind = ''} = envelope.typeMeta ?? {}
  const type = root.get(kind)
  if (!(type instanceof protobuf.Type)) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the sandbox reads no protobuf of kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}; send JSON`,
    )
  }
  return {apiVersion, kind, ...messageToJson(type, Object.fromEntries(Object.entries(type.decode(envelope.raw))))}
}

function messageToJson(type: protobuf.Type, message: Fields): Fields {
  const result: Fields = {}
  for (const field of type.fieldsArray) {
    if (!Object.hasOwn(message, field.name)) continue
    const value = message[field.name]
    const read = (item: unknown): unknown => fieldToJson(field, item)
    if (field instanceof protobuf.MapField) {
      if (isFields(value)) result[field.name] = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)]))
    } else if (Array.isArray(value)) {
      if (value.length > 0) result[field.name] = value.map(read)
    } else {
      const json = read(value)
      // Go writes empty strings and zero times, which JSON leaves out.
      if (json !== '' && json !== undefined) result[field.name] = json
    }
  }
  return result
}

function fieldToJson(field: protobuf.Field, value: unknown): unknown {
  const type = field.resolve().resolvedType
  if (!(type instanceof protobuf.Type)) {
    if (field.type === 'bytes') return Buffer.from(value as Uint8Array).toString('base64')
    return field.type === 'int64' ? Number(value) : value
  }
  if (type.name === 'Time' || type.name === 'MicroTime') return timeToJson(value as Fields, type.name)
  if (type.name === 'FieldsV1') return JSON.parse(Buffer.from((value as {Raw: Uint8Array}).Raw).toString()) as unknown
  if (type.name === 'ExtraValue') return (value as {items?: string[]}).items ?? []
  return messageToJson(type, value as Fields)
}

function timeToJson({seconds, nanos}: Fields, type: string): string | undefined {
  if (seconds === undefined || Number(seconds) === 0) return undefined
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  return type === 'Time' ? `${text}Z` : `${text}.${String(Math.floor(Number(nanos ?? 0) / 1000)).padStart(6, '0')}Z`
}
