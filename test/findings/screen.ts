import stringWidth from 'string-width'

/** What was written while the window had this width. */
export interface Written {
  readonly text: string
  readonly columns: number
}

interface Row {
  readonly cells: string[]
  /** Whether the line goes on in the next row. */
  wraps: boolean
}

/**
 * What a terminal of this width shows after all that was written to it: lines wrap, `ESC[nA` goes up, `ESC[J` erases what is below and
 * `ESC[2K` the line. Empty lines at the end are left out.
 */
export function screenOf(written: string, columns: number): readonly string[] {
  return resizedScreenOf([{text: written, columns}])
}

/** The same for a window whose width changes. Lines wrap anew then, as in most terminals. The cursor has to be at the end. */
export function resizedScreenOf(parts: readonly Written[]): readonly string[] {
  let rows: readonly Row[] = [{cells: [], wraps: false}]
  for (const {text, columns} of parts) rows = write(text, columns, wrappedAnew(rows, columns))
  const lines = rows.map(({cells}) => cells.join(''))
  return lines.slice(0, lines.findLastIndex(line => line !== '') + 1)
}

function wrappedAnew(rows: readonly Row[], columns: number): Row[] {
  const lines: string[][] = [[]]
  for (const {cells, wraps} of rows) {
    lines.at(-1)?.push(...cells)
    if (!wraps) lines.push([])
  }
  return lines.slice(0, -1).flatMap(line => {
    const count = Math.max(1, Math.ceil(line.length / columns))
    return Array.from({length: count}, (_, at) => ({cells: line.slice(at * columns, (at + 1) * columns), wraps: at < count - 1}))
  })
}

function write(text: string, columns: number, rows: Row[]): Row[] {
  let row = rows.length - 1
  let column = rows[row]?.cells.length ?? 0
  const moveTo = (next: number) => {
    row = next
    while (rows.length <= row) rows.push({cells: [], wraps: false})
  }
  // oxlint-disable-next-line no-control-regex -- a terminal reads them
  for (const [token, count, command] of text.matchAll(/\u001B\[(\d*)([A-Z])|[^]/gu)) {
    const current = rows[row] ?? {cells: [], wraps: false}
    if (command === 'A') moveTo(Math.max(0, row - Number(count)))
    else if (command === 'J') rows.splice(row, Infinity, {cells: current.cells.slice(0, column), wraps: false})
    else if (command === 'K') {
      current.cells.splice(count === '2' ? 0 : column)
      current.wraps = false
    } else if (command !== undefined) throw new Error(`The terminal does not know ${JSON.stringify(token)}.`)
    else if (token === '\r') column = 0
    else if (token === '\n') [column] = [0, moveTo(row + 1)]
    else {
      // A wide character takes two cells.
      const cells = stringWidth(token) === 2 ? [token, ''] : [token]
      if (column + cells.length > columns) {
        current.wraps = true
        ;[column] = [0, moveTo(row + 1)]
      }
      rows[row]?.cells.splice(column, cells.length, ...cells)
      column += cells.length
    }
  }
  return downTo(row, rows)
}

/** Without empty rows below the cursor. */
function downTo(row: number, rows: readonly Row[]): Row[] {
  const last = rows.findLastIndex(({cells}) => cells.some(cell => cell !== ''))
  return rows.slice(0, Math.max(row, last) + 1)
}
