/** One line of the report. */
export interface Row {
  readonly what: string
  readonly value: string
  /** What it should be at most; empty for a number that only explains others. */
  readonly goal: string
}

export function report(title: string, rows: readonly Row[]): void {
  const width = (column: keyof Row): number => Math.max(...rows.map(row => row[column].length))
  const [what, value] = [width('what'), width('value')]
  console.log(`\n${title}`)
  for (const row of rows)
    console.log(`  ${row.what.padEnd(what)}  ${row.value.padStart(value)}${row.goal === '' ? '' : `   goal: at most ${row.goal}`}`)
}

export const ms = (value: number): string => `${Math.round(value)} ms`
export const times = (value: number): string => value.toFixed(2)
