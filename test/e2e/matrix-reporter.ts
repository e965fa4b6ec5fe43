/** What jest tells a reporter about one test file, as far as the matrix needs it. */
interface TestFileResult {
  readonly testResults: readonly {readonly ancestorTitles: readonly string[]; readonly status: string}[]
}

type Verdict = 'passed' | 'failed' | 'skipped'

const marks: Readonly<Record<Verdict, string>> = {passed: 'ok', failed: 'FAILED', skipped: '-'}
const ground = /^(.+) on the (\w+) API with Helm (\S+)$/

/** Prints which group of scenarios ran on which API server with which Helm, and how it ended. */
export default class MatrixReporter {
  readonly #cells = new Map<string, Map<string, Verdict>>()

  onTestResult(_test: unknown, {testResults}: TestFileResult): void {
    for (const {
      ancestorTitles: [title = ''],
      status,
    } of testResults) {
      const [, group, api, helm] = ground.exec(title) ?? []
      if (group === undefined) continue
      const row = this.#cells.get(group) ?? new Map<string, Verdict>()
      this.#cells.set(group, row)
      const column = `${api} ${helm}`
      const verdict: Verdict = status === 'passed' || status === 'failed' ? status : 'skipped'
      row.set(column, worst(row.get(column), verdict))
    }
  }

  onRunComplete(): void {
    const columns = [...new Set([...this.#cells.values()].flatMap(row => [...row.keys()]))].toSorted((a, b) =>
      a.localeCompare(b, 'en', {numeric: true}),
    )
    if (columns.length === 0) return
    const width = Math.max(...[...this.#cells.keys()].map(name => name.length))
    const line = (name: string, cells: readonly string[]): string =>
      [name.padEnd(width), ...cells.map((cell, index) => cell.padEnd(columns[index]?.length ?? 0))].join('  ')
    console.log(
      [
        '',
        line('', columns),
        ...[...this.#cells].map(([group, row]) =>
          line(
            group,
            columns.map(column => marks[row.get(column) ?? 'skipped']),
          ),
        ),
      ].join('\n'),
    )
  }
}

function worst(before: Verdict | undefined, now: Verdict): Verdict {
  const order: readonly Verdict[] = ['skipped', 'passed', 'failed']
  return before === undefined || order.indexOf(now) > order.indexOf(before) ? now : before
}
