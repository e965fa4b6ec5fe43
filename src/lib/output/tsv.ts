import {isList, isObject, sortKeys, type Json} from './json.ts'
import {printable} from './printable.ts'

/**
 * Rows of tab-separated values without a header, by az's rules: null is `None`, a list is its length, an object is empty, a boolean is
 * `True` inside a row and `true` on its own.
 * @param keepOrder Whether keys stay in the order of the value (for a query) or are sorted.
 */
export function renderTsv(value: Json, keepOrder: boolean): string {
  const rows = isList(value) ? value : [value]
  return rows.map(row => `${renderRow(keepOrder ? row : sortKeys(row))}\n`).join('')
}

function renderRow(row: Json): string {
  if (isList(row)) return row.map(cell => renderCell(cell)).join('\t')
  if (isObject(row))
    return Object.values(row)
      .map(cell => renderCell(cell))
      .join('\t')
  if (typeof row === 'boolean') return String(row)
  return row === null ? 'None' : printable(String(row))
}

function renderCell(cell: Json): string {
  if (cell === null) return 'None'
  if (isList(cell)) return String(cell.length)
  if (isObject(cell)) return ''
  if (typeof cell === 'boolean') return cell ? 'True' : 'False'
  // az prints these characters unchanged, which breaks the row.
  return printable(String(cell).replaceAll(/[\t\r\n]+/g, ' '))
}
