import {readFileSync} from 'node:fs'

export interface TestCount {
  readonly passed: number
  readonly failed: number
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[]
  /** What is wrong with reports that cannot be read. */
  readonly unreadable: readonly string[]
}

/** What vkctl reads of the report that `jest --json` writes. */
interface JestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  /** Test files that could not run at all, such as one that does not parse; their tests are in no other number. */
  readonly numRuntimeErrorTestSuites: number
  readonly testResults: readonly {readonly assertionResults: readonly {readonly fullName: string; readonly status: string}[]}[]
}

/** Adds up the reports of several jest runs. A test file that could not run counts as one failure. */
export function countTests(paths: readonly string[]): TestCount {
  const reports: JestReport[] = []
  const unreadable: string[] = []
  for (const path of paths) {
    try {
      reports.push(JSON.parse(readFileSync(path, 'utf8')) as JestReport)
    } catch (error) {
      unreadable.push(`jest left no report at ${path}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const sum = (count: (report: JestReport) => number): number => reports.reduce((total, report) => total + count(report), 0)
  const results = reports.flatMap(({testResults}) => testResults.flatMap(({assertionResults}) => assertionResults))
  return {
    passed: sum(report => report.numPassedTests),
    failed: sum(report => report.numFailedTests + report.numRuntimeErrorTestSuites),
    skipped: results.filter(({status}) => status === 'pending' || status === 'todo').map(({fullName}) => fullName),
    unreadable,
  }
}
