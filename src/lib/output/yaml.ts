import {styleText} from 'node:util'
import {isList, isObject, type Json} from './json.ts'
import {harmless} from './printable.ts'

/** YAML as az prints it: sorted keys, lists not indented, no folding, a lone plain scalar closed by `...`. */
export async function renderYaml(value: Json): Promise<string> {
  const {dump} = await import('js-yaml')
  const text = dump(withHarmlessTexts(value), {sortKeys: true, seqNoIndent: true, lineWidth: -1})
  const plainScalar = !isObject(value) && !isList(value) && !/^['"|>]/.test(text)
  return plainScalar ? `${text}...\n` : text
}

/** Control characters are escaped by the library. */
function withHarmlessTexts(value: Json): Json {
  if (typeof value === 'string') return harmless(value)
  if (isList(value)) return value.map(item => withHarmlessTexts(item))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [harmless(name), withHarmlessTexts(item)]))
}

// Keys only: the values stay as they are, so that nothing inside a block of text can be taken for a token.
const key = /^((?: *- )*(?: *))('[^'\n]*'|"[^"\n]*"|[\w./-]+)(?=:(?: |$))/gm

export async function renderColouredYaml(value: Json): Promise<string> {
  return (await renderYaml(value)).replace(
    key,
    (_, indent: string, name: string) => indent + styleText('blueBright', name, {validateStream: false}),
  )
}
