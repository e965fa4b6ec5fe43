import type {Event} from 'js-yaml'

/** A node of a YAML document with its position in the text. */
export type YamlNode =
  | {readonly kind: 'map'; readonly start: number; readonly isFlow: boolean; readonly entries: readonly MapEntry[]}
  | {readonly kind: 'list'; readonly start: number; readonly isFlow: boolean; readonly items: readonly YamlNode[]}
  | {readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly isPlain: boolean}
  /** An alias, or a node with an anchor: a change would also change another place. */
  | {readonly kind: 'shared'}

export interface MapEntry {
  readonly key: string
  readonly keyNode: YamlNode
  readonly value: YamlNode
}

/** The root node of each document of a YAML stream, from the events of its parser. */
export async function yamlTrees(source: string, events: readonly Event[]): Promise<readonly YamlNode[]> {
  const {EVENT_ID, COLLECTION_STYLE, SCALAR_STYLE, getScalarValue} = await import('js-yaml')
  let next = 0

  function node(): YamlNode {
    const event = events[next++]
    if (event === undefined || event.type === EVENT_ID.ALIAS || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP)
      return {kind: 'shared'}
    const isAnchored = event.anchorStart >= 0
    const found = inner(event)
    return isAnchored ? {kind: 'shared'} : found
  }

  function inner(event: Exclude<Event, {type: typeof EVENT_ID.ALIAS | typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP}>): YamlNode {
    if (event.type === EVENT_ID.SCALAR)
      return {kind: 'scalar', start: event.valueStart, end: event.valueEnd, isPlain: event.style === SCALAR_STYLE.PLAIN}
    const isFlow = event.style === COLLECTION_STYLE.FLOW
    return event.type === EVENT_ID.SEQUENCE
      ? {kind: 'list', start: event.start, isFlow, items: untilPop(node)}
      : {kind: 'map', start: event.start, isFlow, entries: untilPop(entry)}
  }

  function entry(): MapEntry {
    const event = events[next]
    const key = event?.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : ''
    return {key, keyNode: node(), value: node()}
  }

  function untilPop<T>(read: () => T): readonly T[] {
    const all: T[] = []
    while (next < events.length && events[next]?.type !== EVENT_ID.POP) all.push(read())
    next++
    return all
  }

  const roots: YamlNode[] = []
  while (next < events.length) {
    // The event of the document, its root, and its end.
    next++
    roots.push(node())
    next++
  }
  return roots
}

/** The value of a field of a map, or of fields within each other. */
export function fieldAt(node: YamlNode | undefined, ...[key, ...more]: readonly string[]): YamlNode | undefined {
  if (key === undefined) return node
  if (node?.kind !== 'map') return undefined
  return fieldAt(node.entries.findLast(entry => entry.key === key)?.value, ...more)
}
