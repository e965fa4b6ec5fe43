import {printable} from './printable.ts'

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;'}

/** Text for an attribute in quotes. XML 1.0 cannot represent control characters and half surrogate pairs. */
export function xmlAttribute(text: string): string {
  return legal(text).replaceAll(/[&<>"'\n]/g, character => entities[character] ?? '')
}

/** Text between tags; `>` is escaped because `]]>` is not allowed there. */
export function xmlText(text: string): string {
  return legal(text).replaceAll(/[&<>]/g, character => entities[character] ?? '')
}

/** https://www.w3.org/TR/xml/#charsets */
function legal(text: string): string {
  return printable(text)
    .toWellFormed()
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
}
