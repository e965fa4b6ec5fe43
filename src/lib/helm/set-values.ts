import {UsageError} from '../errors.ts'
import type {Values} from './helm.ts'
import {isMap} from './merge-values.ts'

/** One `KEY=VALUE` of helm's `--set`: keys of maps and indexes of lists, and the value. */
export interface Assignment {
  readonly path: readonly (string | number)[]
  readonly value: unknown
}

/** As in Helm. */
const largestIndex = 65_536

/**
 * Parses the text of `--set` as Helm does: `a.b=1,c[0]=x,d={x,y}`, `\` before a character that has a meaning, and `true`, `false`, `null` and whole numbers
 * as such. Throws UsageError, also for what Helm ignores without a word: a part of a key that is empty, and an index that does not end.
 * https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 * @param asText Whether all values are texts (`--set-string`).
 */
export function parseAssignments(text: string, asText: boolean): readonly Assignment[] {
  const reader = readerOf(text)
  const found: Assignment[] = []
  while (reader.hasMore()) found.push({path: readPath(reader), value: readValue(reader, asText ? one => one : typed)})
  return found
}

interface Reader {
  hasMore(): boolean
  /** Whether the next character is this one. Then it is skipped. */
  skips(character: string): boolean
  /** The text up to one of these characters, which is skipped, too; `stop` is undefined at the end. */
  until(stops: string): {readonly text: string; readonly stop: string | undefined}
}

function readerOf(text: string): Reader {
  const characters = Array.from(text)
  let next = 0
  return {
    hasMore: () => next < characters.length,
    skips(character) {
      const isNext = characters[next] === character
      if (isNext) next++
      return isNext
    },
    until(stops) {
      let read = ''
      while (next < characters.length) {
        const character = characters[next++] ?? ''
        if (character === '\\') read += characters[next++] ?? ''
        else if (stops.includes(character)) return {text: read, stop: character}
        else read += character
      }
      return {text: read, stop: undefined}
    },
  }
}

function readPath(reader: Reader): Assignment['path'] {
  const path: (string | number)[] = []
  for (;;) {
    const {text: key, stop} = reader.until('=[,.')
    if (key === '') throw new UsageError('a part of a key is empty')
    path.push(key)
    let end = stop
    while (end === '[') {
      path.push(readIndex(reader))
      end = ['=', '.', '['].find(one => reader.skips(one))
    }
    if (end === '=') return path
    if (end !== '.') throw new UsageError(`the key '${key}' has no value`)
  }
}

function readIndex(reader: Reader): number {
  const {text, stop} = reader.until(']')
  const index = Number(text)
  if (stop === undefined || !/^\d+$/.test(text) || index > largestIndex)
    throw new UsageError(`'[${text}' is not an index from 0 to ${largestIndex}`)
  return index
}

function readValue(reader: Reader, parse: (text: string) => unknown): unknown {
  if (!reader.skips('{')) return parse(reader.until(',').text)
  const list: unknown[] = []
  for (;;) {
    const {text, stop} = reader.until(',}')
    if (stop === undefined) throw new UsageError("a list must end with '}'")
    list.push(parse(text))
    if (stop === ',') continue
    reader.skips(',')
    return list
  }
}

function typed(text: string): unknown {
  const word = text.toLowerCase()
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  if (text !== '0' && !/^[+-]?[1-9]\d*$|^[+-]0+$/.test(text)) return text
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new UsageError(`the number ${text} is too large: use --set-string`)
  return number === 0 ? 0 : number
}

/** Values with these assigned, in order. */
export function assign(values: Values, assignments: readonly Assignment[]): Values {
  return assignments.reduce<Values>((assigned, {path, value}) => put(assigned, path, value) as Values, values)
}

function put(into: unknown, [first, ...rest]: Assignment['path'], value: unknown): unknown {
  if (first === undefined) return value
  if (typeof first === 'string') {
    const map = isMap(into) ? into : {}
    return {...map, [first]: put(Object.hasOwn(map, first) ? map[first] : undefined, rest, value)}
  }
  const list: unknown[] = Array.isArray(into) ? [...(into as unknown[])] : []
  while (list.length < first) list.push(null)
  list[first] = put(list[first], rest, value)
  return list
}
