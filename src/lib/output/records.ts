import {beside, type Measure} from './wrap.ts'

/** Rows one below the other, `Key:  value` on each line and an empty line between them: for a terminal that is narrower than the table. */
export function renderRecords(rows: readonly ReadonlyMap<string, string>[], measure: Measure): string {
  const keyWidth = Math.max(0, ...rows.flatMap(row => [...row.keys()]).map(key => measure.widthOf(key)))
  const records = rows.map(row =>
    [...row]
      .filter(([, value]) => value !== '')
      .flatMap(([key, value]) => beside(`${key}:${' '.repeat(keyWidth - measure.widthOf(key))}  `, value, measure)),
  )
  return records.map(lines => `${lines.join('\n')}\n`).join('\n')
}
