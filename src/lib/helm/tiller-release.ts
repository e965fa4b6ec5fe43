import {gunzipSync} from 'node:zlib'

/** The labels of the ConfigMaps in which Tiller keeps the revisions of a release, in its own namespace. */
export function tillerLabels(release: string): string {
  return `OWNER=TILLER,NAME=${release}`
}

/** Where Tiller runs unless somebody installed it elsewhere. */
export const tillerNamespace = 'kube-system'

/** Fields of a release (helm 2.17, _proto/hapi/release/release.proto). */
const [nameField, namespaceField] = [1, 8]
const mostBytes = 30_000_000

/**
 * The name and namespace of the release in a ConfigMap of Tiller; `data` is its field `release`: base64 of gzip of protobuf. Undefined if it is not a
 * release.
 */
export function unpackTillerRelease(data: string): {readonly name: string; readonly namespace: string} | undefined {
  try {
    const fields = topFields(gunzipSync(Buffer.from(data, 'base64'), {maxOutputLength: mostBytes}))
    const [name, namespace] = [fields.get(nameField), fields.get(namespaceField)]
    return name === undefined || namespace === undefined ? undefined : {name: name.toString('utf8'), namespace: namespace.toString('utf8')}
  } catch {
    return undefined
  }
}

/** The fields of a protobuf message that have a length, by number (https://protobuf.dev/programming-guides/encoding/). Throws if it is none. */
function topFields(message: Buffer): ReadonlyMap<number, Buffer> {
  const fields = new Map<number, Buffer>()
  let at = 0
  const readNumber = (): number => {
    for (let [value, scale] = [0, 1]; ; scale *= 128) {
      const byte = message.readUInt8(at++)
      value += (byte % 128) * scale
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const tag = readNumber()
    const type = tag % 8
    if (type === 0) readNumber()
    else if (type === 1) at += 8
    else if (type === 5) at += 4
    else if (type === 2) {
      const length = readNumber()
      fields.set((tag - type) / 8, message.subarray(at, at + length))
      at += length
    } else throw new Error(`A protobuf field has the type ${type}.`)
  }
  return fields
}
