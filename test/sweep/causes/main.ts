// Breaks one thing of a healthy connector at a time, and measures how often the first finding of `vkctl validate` names what was broken.
// --every N tries only each N-th breakage, beginning with --from; --only TEXT only those whose name holds it; --lanes N works on so many clusters
// side by side; --api real uses a real API server; --report FILE writes what was found as JSON; --all prints all findings of each breakage.
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {parseArgs} from 'node:util'
import {chosen} from '../in-lanes.ts'
import type {Finding} from '../finding.ts'
import {allBreakages} from './breakages/all.ts'
import {tryBreakage} from './try-breakage.ts'

/** What issue reports are answered with at least: the share of breakages whose first finding names the cause. */
const leastShare = 0.95

const {values} = parseArgs({
  options: {
    every: {type: 'string', default: '1'},
    from: {type: 'string', default: '0'},
    only: {type: 'string', default: ''},
    lanes: {type: 'string', default: '2'},
    api: {type: 'string', default: 'emulated'},
    report: {type: 'string'},
    all: {type: 'boolean', default: false},
  },
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
const named = findings.length - wrong.length
const share = findings.length === 0 ? 0 : named / findings.length
console.log(`first finding names the cause: ${named} of ${findings.length} (${(share * 100).toFixed(1)} %)`)
if (values.report !== undefined) {
  mkdirSync(dirname(values.report), {recursive: true})
  writeFileSync(values.report, JSON.stringify({tried: findings.length, wrong: wrong.map(({name, problems}) => ({name, problems}))}))
}
process.exitCode = share >= leastShare ? 0 : 1
