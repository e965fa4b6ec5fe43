import type {MapEntry, YamlNode} from './yaml-tree.ts'

/** A change of a text: what replaces the characters from `start` to `end`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all edits. Of edits that overlap, only the first is made. */
export function edited(source: string, edits: readonly Edit[]): string {
  let text = ''
  let done = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < done) continue
    text += source.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return text + source.slice(done)
}

type Yaml = Readonly<Record<string, unknown>>

/** Adds fields to a map, at its beginning. No edit if they cannot be added in the style of the map. */
export function addFields(source: string, map: YamlNode | undefined, fields: Yaml): readonly Edit[] {
  if (map?.kind !== 'map') return []
  const [first] = map.entries
  const flow = Object.entries(fields).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  if (map.isFlow) return [insertion(map.start + 1, `${flow.join(', ')}${first === undefined ? '' : ', '}`)]
  const at = first === undefined ? undefined : startOfKey(source, first)
  if (at === undefined) return []
  const lines = Object.entries(fields).flatMap(([key, value]) => blockLines(key, value))
  return [insertion(at.lineStart, lines.map(line => `${at.indent}${line}\n`).join(''))]
}

/** Adds an item to a list, at its beginning. */
export function addItem(source: string, list: YamlNode | undefined, item: Yaml): readonly Edit[] {
  if (list?.kind !== 'list') return []
  if (list.isFlow) return [insertion(list.start + 1, `${JSON.stringify(item)}${list.items.length === 0 ? '' : ', '}`)]
  const lineStart = source.lastIndexOf('\n', list.start - 1) + 1
  const indent = source.slice(lineStart, list.start)
  if (indent.trim() !== '') return []
  return [
    insertion(
      lineStart,
      itemLines(item)
        .map(line => `${indent}${line}\n`)
        .join(''),
    ),
  ]
}

/** Replaces a text, a number or the like. */
export function replaceScalar(scalar: YamlNode | undefined, text: string): readonly Edit[] {
  return scalar?.kind === 'scalar' ? [{start: scalar.start, end: scalar.end, text}] : []
}

function insertion(start: number, text: string): Edit {
  return {start, end: start, text}
}

/** Where the line of a key begins, and its indentation; undefined if something else is on the line before the key. */
function startOfKey(source: string, {keyNode}: MapEntry): {readonly lineStart: number; readonly indent: string} | undefined {
  if (keyNode.kind !== 'scalar') return undefined
  const lineStart = source.lastIndexOf('\n', keyNode.start - 1) + 1
  const before = source.slice(lineStart, keyNode.start)
  return /^ *["']?$/.test(before) ? {lineStart, indent: before.replaceAll(/["']/g, '')} : undefined
}

function blockLines(key: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return [`${key}:`, ...value.flatMap((item: Yaml) => itemLines(item))]
  if (typeof value === 'object' && value !== null)
    return [`${key}:`, ...Object.entries(value).flatMap(([name, field]) => blockLines(name, field).map(line => `  ${line}`))]
  return [`${key}: ${value as string}`]
}

function itemLines(item: Yaml): readonly string[] {
  return Object.entries(item).map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${value as string}`)
}
