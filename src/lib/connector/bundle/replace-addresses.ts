import {randomInt} from 'node:crypto'

const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\d.]*\d)/g

/** Not addresses of somebody: any, loopback, link-local with the metadata service, Azure's DNS, multicast and broadcast. */
const general = /^(0\.0\.0\.0|127\.|169\.254\.|168\.63\.129\.16$|2[2-5]\d\.)/

/** How many bits say what kind of address it is: which range of private addresses, or of others. */
function bitsOfKind(text: string): number {
  if (text.startsWith('192.168.')) return 16
  return /^172\.(1[6-9]|2\d|3[01])\./.test(text) ? 12 : 8
}

/**
 * Returns a function that replaces the IPv4 addresses in a text. An address has the same placeholder every time, and addresses of one subnet have placeholders of one
 * subnet, so that what is in a range stays in it. Private addresses stay private.
 */
export function addressReplacer(): (text: string) => string {
  /** Whether the bit after some first bits is another one. */
  const flips = new Map<string, boolean>()
  const isFlipped = (before: string): boolean => {
    const known = flips.get(before) ?? randomInt(2) === 1
    flips.set(before, known)
    return known
  }
  const standIn = (found: string): string => {
    const [ip = '', length] = found.split('/')
    const parts = ip.split('.').map(Number)
    if (general.test(ip) || parts.some(part => part > 255) || Number(length ?? 32) > 32) return found
    const bits = parts.map(part => part.toString(2).padStart(8, '0')).join('')
    const kept = bitsOfKind(ip)
    const replaced = Array.from(bits, (bit, index) => {
      const stays = index < kept || index >= Number(length ?? 32)
      return stays || !isFlipped(bits.slice(0, index)) ? bit : bit === '0' ? '1' : '0'
    })
    const octets = [0, 8, 16, 24].map(start => Number.parseInt(replaced.slice(start, start + 8).join(''), 2))
    return `${octets.join('.')}${length === undefined ? '' : `/${length}`}`
  }
  return text => text.replaceAll(address, standIn)
}
