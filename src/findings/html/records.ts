import {markup, nothing, type Markup} from './markup.ts'

/** A column of a table. */
export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => Markup | string
  /** Whether it contains only short words of ours, which are never broken. */
  readonly isShort?: boolean
}

/**
 * A table that becomes a list of records on a narrow screen. The first column names the row. The roles are written out, because browsers forget
 * them when a style sheet lays a table out in another way.
 */
export function records<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  return table(name, 'records', columns, rows)
}

/** A table that stays one on a narrow screen, for short texts of ours. */
export function shortTable<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  return table(name, 'short', columns, rows)
}

function table<Row>(name: string, kind: 'records' | 'short', columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  return markup`<table class="${kind}" role="table" aria-label="${name}">
<thead role="rowgroup"><tr role="row">${columns.map(({title}) => markup`<th role="columnheader" scope="col">${title}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map(row => markup`<tr role="row">${columns.map((column, index) => cell(column, row, index === 0))}</tr>\n`)}</tbody>
</table>
`
}

function cell<Row>({title, cell: content, isShort = false}: Column<Row>, row: Row, isName: boolean): Markup {
  const words = markup`<bdi${isShort ? markup` class="words"` : nothing}>${content(row)}</bdi>`
  if (isName) return markup`<th role="rowheader" scope="row" data-title="${title}">${words}</th>`
  return markup`<td role="cell" data-title="${title}">${words}</td>`
}
