// Changes, removes and adds every field of every object of a connector, one at a time, and prints how many points were tried and how many ended wrong.
// --every N tries only each N-th point, beginning with --from; --only TEXT only those whose name holds it; --lanes N uses so many clusters side by side;
// --api real uses a real API server; --report FILE writes what was found as JSON.
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {parseArgs} from 'node:util'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import type {Finding} from '../finding.ts'
import {tryAssignments} from './role-assignments.ts'
import {openDriftSite, type DriftSite} from './site.ts'
import {tryDrift} from './try-drift.ts'

const {values} = parseArgs({
  options: {
    every: {type: 'string', default: '1'},
    from: {type: 'string', default: '0'},
    only: {type: 'string', default: ''},
    lanes: {type: 'string', default: '2'},
    api: {type: 'string', default: 'emulated'},
    report: {type: 'string'},
  },
})

process.setMaxListeners(1000)
const seconds = (): number => Math.round(performance.now() / 1000)
const packageFolder = builtVkctl()
const open = (): Promise<DriftSite> => openDriftSite({packageFolder, api: values.api === 'real' ? 'real' : 'emulated', helm: '4.2.3'})

const first = await open()
const names = first.points.map(({name}) => name)
const queue = names.filter(name => name.includes(values.only)).filter((_, index) => index % Number(values.every) === Number(values.from))
console.log(`${names.length} points${queue.length === names.length ? '' : `, of which ${queue.length} are tried`}`)

const findings: Finding[] = []
let impossible = 0
function told(finding: Finding): void {
  findings.push(finding)
  if (findings.length % 25 === 0) console.log(`${findings.length} after ${seconds()} s`)
  if (finding.problems.length === 0) return
  console.log(`WRONG ${finding.name}\n  ${finding.problems.join('\n  ')}\n${finding.record.join('\n').replaceAll(/^/gm, '    | ')}`)
}

async function runLane(opened?: DriftSite): Promise<void> {
  let site = opened
  try {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      site ??= await open()
      const point = site.points.find(one => one.name === name)
      if (point === undefined) continue
      const finding = await tryDrift(site, point).catch((error: unknown): Finding => ({
        name: point.name,
        problems: [(error as Error).stack ?? String(error)],
        record: [],
      }))
      if (finding === undefined) impossible++
      else told(finding)
      if (finding === undefined || finding.problems.length === 0) continue
      await site.close()
      site = undefined
    }
  } finally {
    await site?.close()
  }
}
if (values.only === '' && Number(values.from) === 0) for (const finding of await tryAssignments(first)) told(finding)
await Promise.all(Array.from({length: Number(values.lanes)}, (_, index) => runLane(index === 0 ? first : undefined)))

const wrong = findings.filter(({problems}) => problems.length > 0)
for (const {name, problems} of wrong) console.log(`WRONG ${name}: ${problems.join('; ').slice(0, 300)}`)
console.log(`${findings.length} points tried, ${wrong.length} ended wrong; the API server refuses ${impossible} others; ${seconds()} s`)
if (values.report !== undefined) {
  mkdirSync(dirname(values.report), {recursive: true})
  writeFileSync(values.report, JSON.stringify({tried: findings.length, wrong: wrong.map(({name, problems}) => ({name, problems}))}))
}
process.exitCode = wrong.length === 0 && findings.length > 0 ? 0 : 1
