import {isList, isObject, type Json} from './json.ts'
import {printable} from './printable.ts'
import {renderRecords} from './records.ts'
import type {WidthOf} from './wrap.ts'

/** Columns of one line, in their order. */
type Row = ReadonlyMap<string, string>

/** Keys that az leaves out of tables. */
const leftOut = new Set(['id', 'type', 'etag'])

const gap = '  '
/** A column is at least this much wider than its header. */
const headerPadding = 2

export interface TableLayout {
  /** Whether columns stay in the order of the value (for a query, or a table that the command built) or are sorted. */
  readonly keepOrder: boolean
  /** Width of the terminal; undefined for a pipe or a file. A table that does not fit becomes records. */
  readonly columns?: number | undefined
}

/**
 * A table as az prints it: header, dashes, left-aligned columns; objects, lists and nulls inside a row are left out. One empty line
 * when there is nothing to show.
 */
export async function renderTable(value: Json, {keepOrder, columns: screen = Infinity}: TableLayout): Promise<string> {
  const {default: widthOf} = await import('string-width')
  const rows = (isList(value) ? value : [value]).map(item => toRow(item, keepOrder))
  const lines = tableLines(rows, widthOf)
  const fits = lines.every(line => widthOf(line) <= screen)
  return fits ? `${lines.join('\n')}\n` : renderRecords(rows, {columns: screen, widthOf})
}

function tableLines(rows: readonly Row[], widthOf: WidthOf): readonly string[] {
  const headers = [...new Set(rows.flatMap(row => [...row.keys()]))]
  if (headers.length === 0) return ['']
  const columns = headers.map(header => ({
    header,
    width: Math.max(
      widthOf(header) + headerPadding,
      ...rows.flatMap(row => (row.get(header) ?? '').split('\n')).map(line => widthOf(line)),
    ),
  }))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell + ' '.repeat(Math.max(0, (columns[index]?.width ?? 0) - widthOf(cell))))
      .join(gap)
      .trimEnd()
  return [
    line(headers),
    line(columns.map(({width}) => '-'.repeat(width))),
    ...rows.flatMap(row => physicalLines(headers.map(header => row.get(header) ?? '')).map(cells => line(cells))),
  ]
}

function toRow(item: Json, keepOrder: boolean): Row {
  if (isObject(item)) {
    const keys = keepOrder ? Object.keys(item) : Object.keys(item).toSorted()
    const shown = keys.filter(key => !leftOut.has(key) && isShown(item[key] ?? null))
    return new Map(shown.map(key => [printable(key.charAt(0).toUpperCase() + key.slice(1)), cellText(item[key] ?? null)]))
  }
  if (isList(item)) return new Map(item.map((cell, index) => [`Column${index + 1}`, cellText(cell)]))
  return new Map([['Result', cellText(item)]])
}

function isShown(cell: Json): boolean {
  return cell !== null && typeof cell !== 'object'
}

function cellText(cell: Json): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'True' : 'False'
  if (typeof cell === 'object') return printable(JSON.stringify(cell))
  return printable(String(cell))
}

/** A cell with line breaks makes a row of several lines. */
function physicalLines(cells: readonly string[]): readonly (readonly string[])[] {
  const split = cells.map(cell => cell.split('\n'))
  const height = Math.max(...split.map(lines => lines.length))
  return Array.from({length: height}, (_, index) => split.map(lines => lines[index] ?? ''))
}
