// The types of ASN.1 that a certificate is made of, in its distinguished encoding (X.690).

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts)
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(0x31, ...parts)
export const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text))
export const octets = (content: Uint8Array): Buffer => tagged(0x04, content)
export const truth = (): Buffer => tagged(0x01, Buffer.of(0xff))

/** The highest bit is that of the sign. */
export const integer = (bytes: Uint8Array): Buffer => tagged(0x02, bytes)

/** `unused` bits at the end of the last byte do not count. */
export const bits = (content: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.of(unused), content)

/** As RFC 5280 wants it: years with two digits until 2049. */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`
  return date.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text))
}

/** `[number]` around something else. */
export const explicit = (number: number, content: Uint8Array): Buffer => tagged(0xa0 + number, content)
/** `[number]` in place of a type's own tag. */
export const implicit = (number: number, content: Uint8Array): Buffer => tagged(0x80 + number, content)

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const {length} = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
