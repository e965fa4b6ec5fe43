import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'

/** What came of something that was tried. */
export interface Finding {
  readonly name: string
  /** Empty when all was right. */
  readonly problems: readonly string[]
  /** What was said by the runs, for whoever looks into a problem. */
  readonly record: readonly string[]
}

export function printWrong({name, problems, record}: Finding): void {
  console.log(`WRONG ${name}\n  ${problems.join('\n  ')}\n${record.join('\n').replaceAll(/^/gm, '    | ')}`)
}

/** Prints how many points ended wrong, writes them to the file `report`, and sets the exit code. */
export function conclude(findings: readonly Finding[], tried: string, report: string | undefined): void {
  const wrong = findings.filter(({problems}) => problems.length > 0)
  for (const {name, problems} of wrong) console.log(`WRONG ${name}: ${problems.join('; ').slice(0, 300)}`)
  console.log(`${findings.length} ${tried}, ${wrong.length} ended wrong; ${seconds()} s`)
  writeReport(report, findings.length, wrong)
  process.exitCode = wrong.length === 0 && findings.length > 0 ? 0 : 1
}

/** Writes a file for the tests that run the sweep; nothing if `report` is undefined. */
export function writeReport(report: string | undefined, tried: number, wrong: readonly Finding[]): void {
  if (report === undefined) return
  mkdirSync(dirname(report), {recursive: true})
  writeFileSync(report, JSON.stringify({tried, wrong: wrong.map(({name, problems}) => ({name, problems}))}))
}

/** Since the start of the program. */
export function seconds(): number {
  return Math.round(performance.now() / 1000)
}
