// Breaks one thing of a healthy connector at a time, and measures how often the first finding of `vkctl validate` names what was broken.
// --every N tries only each N-th breakage, beginning with --from; --only TEXT only those whose name holds it; --lanes N works on so many clusters
// side by side; --api real uses a real API server; --report FILE writes what was found as JSON; --all prints all findings of each breakage.
import {parseArgs} from 'node:util'
import {chosen, sweepOptions} from '../arguments.ts'
import {writeReport, type Finding} from '../finding.ts'
import {allBreakages, healthy} from './breakages/all.ts'
import {tryBreakage} from './try-breakage.ts'

/** The share of breakages whose first finding must name the cause. */
const leastShare = 0.95

const {values} = parseArgs({
  options: {...sweepOptions, api: {type: 'string', default: 'emulated'}, all: {type: 'boolean', default: false}},
})

process.setMaxListeners(1000)
const queue = [...chosen(allBreakages, values)]
const findings: Finding[] = []

async function runLane(): Promise<void> {
  for (let breakage = queue.shift(); breakage !== undefined; breakage = queue.shift()) {
    const {name} = breakage
    const finding = await tryBreakage(breakage, values.api === 'real' ? 'real' : 'emulated').catch((error: unknown): Finding => ({
      name,
      problems: [(error as Error).message],
      record: [],
    }))
    findings.push(finding)
    const isNamed = finding.problems.length === 0
    console.log(`${isNamed ? 'named' : 'MISSED'}  ${name}${isNamed ? '' : `: ${finding.problems.join('; ')}`}`)
    if (!isNamed || values.all) console.log(finding.record.join('\n').replaceAll(/^/gm, '    | '))
  }
}

await Promise.all(Array.from({length: Number(values.lanes)}, runLane))

const wrong = findings.filter(({problems}) => problems.length > 0)
const healthyNames = new Set(healthy.map(({name}) => name))
const countOf = (all: readonly Finding[], isHealthy: boolean): number => all.filter(({name}) => healthyNames.has(name) === isHealthy).length
const [broken, missed, accused] = [countOf(findings, false), countOf(wrong, false), countOf(wrong, true)]
const share = broken === 0 ? 1 : (broken - missed) / broken
console.log(`first finding names the cause: ${broken - missed} of ${broken} (${(share * 100).toFixed(1)} %)`)
console.log(`healthy connectors with a finding: ${accused} of ${findings.length - broken}`)
writeReport(values.report, findings.length, wrong)
process.exitCode = findings.length > 0 && share >= leastShare && accused === 0 ? 0 : 1
