import protobuf from 'protobufjs'
import {isFields, type Fields} from '../object.ts'
import {StatusError, badRequest} from '../status-error.ts'
import {messageDefinitions, messageName, type Shape} from './messages.ts'

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
  const envelope = root.lookupType('k8s.io.apimachinery.pkg.runtime.Unknown').decode(bytes.subarray(magic.length)) as unknown as {
    readonly typeMeta?: {readonly apiVersion: string; readonly kind: string}
    readonly raw: Uint8Array
  }
  const {apiVersion = '', kind = ''} = envelope.typeMeta ?? {}
  const type = root.lookup(messageName(apiVersion, kind))
  if (!(type instanceof protobuf.Type)) {
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the sandbox reads no protobuf of kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}; send JSON`,
    )
  }
  return {apiVersion, kind, ...messageToJson(type, fieldsIn(type.decode(envelope.raw)))}
}

const fieldsIn = (message: unknown): Fields => Object.fromEntries(Object.entries(message as object))

function messageToJson(type: protobuf.Type, message: Fields): Fields {
  const result: Fields = {}
  for (const field of type.fieldsArray) {
    if (!Object.hasOwn(message, field.name)) continue
    const value = message[field.name]
    const read = (item: unknown): unknown => fieldToJson(field, item)
    if (field instanceof protobuf.MapField) {
      const entries = Object.entries(fieldsIn(value))
      if (entries.length > 0) result[field.name] = Object.fromEntries(entries.map(([key, item]) => [key, read(item)]))
    } else if (Array.isArray(value)) {
      if (value.length > 0) result[field.name] = value.map(read)
    } else {
      const shape = field.options?.['shape'] as Shape | undefined
      const json = read(value)
      if (shape === 'inline') Object.assign(result, json)
      else if (json !== undefined && !(shape === 'omitempty' && isZero(json))) result[field.name] = json
    }
  }
  return result
}

/** Go writes empty texts, zeros and false, which JSON leaves out. */
const isZero = (value: unknown): boolean =>
  value === '' || value === 0 || value === false || (isFields(value) && Object.keys(value).length === 0)

function fieldToJson(field: protobuf.Field, value: unknown): unknown {
  const type = field.resolve().resolvedType
  if (!(type instanceof protobuf.Type)) {
    if (field.type === 'bytes') return Buffer.from(value as Uint8Array).toString('base64')
    return field.type === 'int64' ? Number(value) : value
  }
  const read = special[type.name]
  return read === undefined ? messageToJson(type, fieldsIn(value)) : read(fieldsIn(value), type.name)
}

/** Types that JSON writes in a form of their own. */
const special: Readonly<Record<string, (message: Fields, type: string) => unknown>> = {
  Time: timeToJson,
  MicroTime: timeToJson,
  FieldsV1: ({Raw}) => JSON.parse(Buffer.from(Raw as Uint8Array).toString()) as unknown,
  ExtraValue: ({items}) => items ?? [],
  Quantity: ({string}) => string ?? '0',
  IntOrString: ({type, intVal, strVal}) => (Number(type ?? 0) === 0 ? (intVal ?? 0) : (strVal ?? '')),
  RawExtension: ({raw}) => JSON.parse(Buffer.from(raw as Uint8Array).toString()) as unknown,
}

function timeToJson({seconds, nanos}: Fields, type: string): string | undefined {
  if (seconds === undefined || Number(seconds) === 0) return undefined
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  return type === 'Time' ? `${text}Z` : `${text}.${String(Math.floor(Number(nanos ?? 0) / 1000)).padStart(6, '0')}Z`
}
