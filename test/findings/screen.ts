/**
 * What a terminal of this width shows after all that was written to it: lines wrap, `ESC[nA` goes up, `ESC[J` erases what is below and
 * `ESC[K` the line. Empty lines at the end are left out.
 */
export function screenOf(written: string, columns: number): readonly string[] {
  const rows: string[][] = [[]]
  let [row, column] = [0, 0]
  const moveTo = (next: number) => {
    row = next
    while (rows.length <= row) rows.push([])
  }
  // oxlint-disable-next-line no-control-regex -- a terminal reads them
  for (const [token, count, command] of written.matchAll(/\u001B\[(\d*)([A-Z])|[^]/gu)) {
    if (command === 'A') moveTo(Math.max(0, row - Number(count)))
    else if (command === 'J') rows.splice(row, Infinity, (rows[row] ?? []).slice(0, column))
    else if (command === 'K') rows[row]?.splice(column)
    else if (command !== undefined) throw new Error(`The terminal does not know ${JSON.stringify(token)}.`)
    else if (token === '\r') column = 0
    else if (token === '\n') [column] = [0, moveTo(row + 1)]
    else {
      if (column === columns) [column] = [0, moveTo(row + 1)]
      const cells = rows[row] ?? []
      cells[column++] = token
    }
  }
  const lines = rows.map(cells => cells.join(''))
  return lines.slice(0, lines.findLastIndex(line => line !== '') + 1)
}
