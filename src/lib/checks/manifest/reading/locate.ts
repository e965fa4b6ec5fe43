import type {Event, ScalarEvent} from 'js-yaml'
import {UsageError} from '../../../errors.ts'
import {lineIndex, lineStarts} from './line-starts.ts'
import type {Lines} from './lines.ts'

interface Parsed {
  readonly source: string
  readonly file: string
  /** The line of the file on which the source begins. */
  readonly firstLine: number
  readonly events: readonly Event[]
  /** One value per document. */
  readonly values: readonly unknown[]
}

/** No manifest has more. The limit is for aliases, with which a few lines of YAML can expand to billions of values. */
const mostValues = 1_000_000

/**
 * Walks the events of the parser together with the parsed values, and records in `lines` the line of each map, list, field and item. Returns the first line
 * of each document. Throws UsageError if an alias refers to itself, or if aliases expand to too many values.
 */
export async function locate({source, file, firstLine, events, values}: Parsed, lines: Lines): Promise<readonly number[]> {
  const {EVENT_ID, getScalarValue} = await import('js-yaml')
  const starts = lineStarts(source)
  const lineAt = (offset: number): number => lineIndex(offset, starts) + firstLine
  /** The number of values behind each anchor. */
  const sizes = new Map<string, number>()
  let next = 0

  /** Returns the number of values in the node, with aliases expanded. */
  function node(value: unknown): number {
    const event = events[next++]
    if (event === undefined) return 0
    if (event.type === EVENT_ID.ALIAS) return sizeOfAlias(event.anchorStart, event.anchorEnd)
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) return anchored(event, 1)
    const holder = typeof value === 'object' && value !== null ? value : undefined
    if (holder !== undefined) lines.note(holder, undefined, lineAt(event.start))
    const inside = event.type === EVENT_ID.MAPPING ? fields(holder) : items(holder)
    next++
    if (inside > mostValues) throw new UsageError(`${file}:${lineAt(event.start)}: the aliases expand to more than a million values.`)
    return anchored(event, inside + 1)
  }

  function fields(holder: object | undefined): number {
    let size = 0
    const names = new Set<string>()
    for (; events[next]?.type !== EVENT_ID.POP;) {
      const key = events[next]
      const name = key?.type === EVENT_ID.SCALAR ? getScalarValue(source, key) : undefined
      if (holder !== undefined && name !== undefined && name !== '<<' && names.has(name)) lines.noteRepeated(holder, name)
      names.add(name ?? '')
      node(undefined)
      if (holder === undefined || name === undefined) size += node(undefined)
      else {
        lines.note(holder, name, lineAt((key as ScalarEvent).valueStart))
        size += node(Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined)
      }
    }
    return size
  }

  function items(holder: object | undefined): number {
    let size = 0
    for (let index = 0; events[next]?.type !== EVENT_ID.POP; index++) {
      const start = startOf(events[next])
      if (holder !== undefined && start !== undefined) lines.note(holder, String(index), lineAt(start))
      size += node(Array.isArray(holder) ? holder[index] : undefined)
    }
    return size
  }

  function anchored(event: Event, size: number): number {
    if ('anchorStart' in event && event.anchorStart >= 0) sizes.set(source.slice(event.anchorStart, event.anchorEnd), size)
    return size
  }

  function sizeOfAlias(start: number, end: number): number {
    const size = sizes.get(source.slice(start, end))
    // The parser has resolved the anchor, so an anchor without a size is one that is still being read.
    if (size === undefined) throw new UsageError(`${file}:${lineAt(start)}: the alias refers to a value that contains it.`)
    return size
  }

  return values.map(value => {
    sizes.clear()
    next++
    const start = startOf(events[next]) ?? 0
    node(value)
    next++
    return lineAt(start)
  })
}

/** The offset at which a node begins; undefined for a node without text. */
function startOf(event: Event | undefined): number | undefined {
  if (event === undefined) return undefined
  const start = 'start' in event ? event.start : 'valueStart' in event ? event.valueStart : 'anchorStart' in event ? event.anchorStart : -1
  return start < 0 ? undefined : start
}
