import {drillsOf, type DrillSources} from './library.ts'
import {runDrill, type DrillOptions, type DrillResult} from './run-drill.ts'

export interface DrillsRequest extends DrillOptions, DrillSources {
  /** Names of scenarios or files, as `drillsOf` takes them. */
  readonly scenarios: readonly string[]
  /** Called before each drill, with its name and what fails in it. */
  readonly begin: (name: string, title: string) => void
  /** Called after each drill. */
  readonly end: (result: DrillResult) => void
}

/**
 * Lets a pipeline run in one scenario after the other, each in a sandbox of its own. Throws WrongInput, and starts nothing, if any scenario is wrong. An
 * interrupt ends the pipeline and leaves out the drill that it ended.
 */
export async function runDrills({scenarios, begin, end, ...options}: DrillsRequest): Promise<readonly DrillResult[]> {
  const results: DrillResult[] = []
  for (const drill of await drillsOf(scenarios, options)) {
    begin(drill.name, drill.scenario.title)
    const result = await runDrill(drill, options)
    if (options.signal.aborted) break
    results.push(result)
    end(result)
  }
  return results
}
