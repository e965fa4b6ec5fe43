import {lineIndex, lineStarts} from '../reading/line-starts.ts'
import {edited, type Edit} from './edit.ts'

/** How many unchanged lines are shown around a change. */
const context = 2

/** What edits change in a text, as `diff -u` writes it. */
export function diffOf(file: string, source: string, edits: readonly Edit[]): string {
  const lines = source.replace(/\n$/, '').split('\n')
  let shift = 0
  const hunks = hunksOf(changesOf(edits, source, lineStarts(source))).flatMap(changes => {
    const first = Math.max(0, (changes[0]?.from ?? 0) - context)
    const last = Math.min(lines.length, (changes.at(-1)?.to ?? 0) + context)
    const grown = changes.reduce((sum, {from, to, added}) => sum + added.length - (to - from), 0)
    const head = `@@ -${first + 1},${last - first} +${first + 1 + shift},${last - first + grown} @@`
    shift += grown
    const body = changes.flatMap(({from, to, added}, index) => [
      ...lines.slice(changes[index - 1]?.to ?? first, from).map(line => ` ${line}`),
      ...lines.slice(from, to).map(line => `-${line}`),
      ...added.map(line => `+${line}`),
    ])
    return [head, ...body, ...lines.slice(changes.at(-1)?.to ?? 0, last).map(line => ` ${line}`)]
  })
  return [`--- ${file}`, `+++ ${file}`, ...hunks].map(line => line.replace(/\r$/, '')).join('\n')
}

/** Changes that are so close that their context overlaps are shown together. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = []
  for (const change of changes) {
    const last = hunks.at(-1)
    if (last !== undefined && change.from - (last.at(-1)?.to ?? 0) <= 2 * context) last.push(change)
    else hunks.push([change])
  }
  return hunks
}

/** Lines that are replaced; none if lines are only added. Counted from 0. */
interface Change {
  readonly from: number
  readonly to: number
  readonly added: readonly string[]
}

function changesOf(edits: readonly Edit[], source: string, starts: readonly number[]): readonly Change[] {
  const changes: {from: number; to: number; edits: Edit[]}[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const from = lineIndex(edit.start, starts)
    const isWhole = edit.start === edit.end && edit.start === starts[from] && edit.text.endsWith('\n')
    const to = isWhole ? from : lineIndex(edit.end, starts) + 1
    const last = changes.at(-1)
    if (last !== undefined && last.to >= from && last.to > last.from) {
      last.edits.push(edit)
      last.to = Math.max(last.to, to)
    } else changes.push({from, to, edits: [edit]})
  }
  return changes.map(change => {
    const start = starts[change.from] ?? 0
    const text = source.slice(start, starts[change.to] ?? source.length)
    const now = edited(
      text,
      change.edits.map(edit => ({...edit, start: edit.start - start, end: edit.end - start})),
    )
    return {from: change.from, to: change.to, added: now.replace(/\n$/, '').split('\n')}
  })
}
