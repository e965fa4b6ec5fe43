/** An element of an XML document. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}
const token = /<\?xml [^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y
// https://www.w3.org/TR/xml/#charsets
const illegal = /[^\t\n\r\u0020-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

/** Reads the part of XML that reports are made of, and is strict about it: throws for whatever is not well-formed. */
export function parseXml(document: string): Element {
  if (illegal.test(document)) throw new Error('There is a character that XML does not allow.')
  const root = {name: '', attributes: {}, children: [] as Element[], text: ''}
  const open = [root]
  token.lastIndex = 0
  while (token.lastIndex < document.length) {
    const at = token.lastIndex
    const [, closing, name, attributes = '', empty, text] = token.exec(document) ?? fail(`Not XML at: ${document.slice(at, at + 60)}`)
    const current = open.at(-1) ?? root
    if (text !== undefined) {
      current.text += decoded(text)
    } else if (closing === '/') {
      if (open.pop()?.name !== name) fail(`</${name}> closes something else.`)
    } else if (name !== undefined) {
      const element = {name, attributes: attributesOf(attributes), children: [], text: ''}
      current.children.push(element)
      if (empty === '') open.push(element)
    }
  }
  const [only, another] = root.children
  if (open.length !== 1 || only === undefined || another !== undefined) return fail('There has to be one element around all.')
  return only
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value, true)] as const)
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) fail(`An attribute stands twice in${text}.`)
  return Object.fromEntries(pairs)
}

/** Line breaks that are not escaped become blanks in attributes. */
function decoded(text: string, inAttribute = false): string {
  if (text.includes(']]>')) fail(']]> may not stand in a text.')
  const read = inAttribute ? text.replaceAll(/[\n\t]/g, ' ') : text
  return read.replaceAll(/&([^;]*;?)/g, (whole, name: string) => {
    const number = /^#(\d+);$/.exec(name)?.[1]
    return number === undefined
      ? (entities[name.replace(/;$/, '')] ?? fail(`${whole} is no entity.`))
      : String.fromCodePoint(Number(number))
  })
}

function fail(why: string): never {
  throw new Error(why)
}
