import {counted} from '../lib/output/counted.ts'

/** How a pipeline got through a scenario (schemas/drills.schema.json). */
export interface DrillResult {
  /** With its value: `quota=0`. */
  readonly scenario: string
  readonly title: string
  readonly survived: boolean
  /** Why it has not survived; null if it has. */
  readonly reason: string | null
  readonly exitCode: number
  readonly end: string
  readonly left: readonly string[]
  readonly runs: number
  readonly seconds: number
  readonly output: string
}

/** The rows of `-o table`. */
export function drillRows(results: readonly DrillResult[]): readonly object[] {
  return results.map(({scenario, survived, exitCode, end, seconds, reason}) => ({scenario, survived, exitCode, end, seconds, reason}))
}

/** The line after a drill. */
export function endLine({scenario, survived, reason, seconds, exitCode}: DrillResult): string {
  const time = `${seconds} s`
  return survived ? `Survived ${scenario} in ${time}, with exit code ${exitCode}.` : `Did not survive ${scenario}, after ${time}: ${reason}`
}

/** The last line. */
export function drillsClosing(results: readonly DrillResult[]): string {
  const survived = results.filter(one => one.survived).length
  return `The pipeline survived ${survived} of ${counted(results.length, 'scenario')}.`
}
