// Tries every forgery of a record through every command, and prints how many there were and how many ended wrong.
// --every N tries only each N-th, beginning with --from, --only TEXT only those whose name holds it, --lanes N uses so many clusters side by
// side, --report FILE writes what was found as JSON.
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {parseArgs} from 'node:util'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import type {Finding} from '../finding.ts'
import {pointsOf} from './points.ts'
import {openRecordSite, type RecordSite} from './site.ts'
import {tryRecord} from './try-record.ts'

const {values} = parseArgs({
  options: {
    every: {type: 'string', default: '1'},
    from: {type: 'string', default: '0'},
    only: {type: 'string', default: ''},
    lanes: {type: 'string', default: '3'},
    report: {type: 'string'},
  },
})

process.setMaxListeners(100)
const started = performance.now()
const seconds = (): number => Math.round((performance.now() - started) / 1000)
const packageFolder = builtVkctl()
const open = (): Promise<RecordSite> => openRecordSite({packageFolder, api: 'emulated', helm: '4.2.3'})

const first = await open()
const all = pointsOf(first.record, first.strangers)
const queue = all.filter(({name}) => name.includes(values.only)).filter((_, index) => index % Number(values.every) === Number(values.from))
console.log(`${all.length} forgeries${queue.length === all.length ? '' : `, of which ${queue.length} are tried`}`)

const findings: Finding[] = []
async function runLane(opened?: RecordSite): Promise<void> {
  let site = opened
  try {
    for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
      site ??= await open()
      const finding = await tryRecord(site, point).catch((error: unknown) => ({
        name: point?.name ?? '',
        problems: [(error as Error).stack ?? String(error)],
        record: [],
      }))
      findings.push(finding)
      if (findings.length % 25 === 0) console.log(`${findings.length} after ${seconds()} s`)
      if (finding.problems.length === 0) continue
      console.log(`WRONG ${finding.name}\n  ${finding.problems.join('\n  ')}\n${finding.record.join('\n').replaceAll(/^/gm, '    | ')}`)
      await site.world.close()
      site = undefined
    }
  } finally {
    await site?.world.close()
  }
}
await Promise.all(Array.from({length: Number(values.lanes)}, (_, index) => runLane(index === 0 ? first : undefined)))

const wrong = findings.filter(({problems}) => problems.length > 0)
for (const {name, problems} of wrong) console.log(`WRONG ${name}: ${problems.join('; ').slice(0, 300)}`)
console.log(`${findings.length} forgeries tried, ${wrong.length} ended wrong; ${seconds()} s`)
if (values.report !== undefined) {
  mkdirSync(dirname(values.report), {recursive: true})
  writeFileSync(values.report, JSON.stringify({tried: findings.length, wrong: wrong.map(({name, problems}) => ({name, problems}))}))
}
process.exitCode = wrong.length === 0 && findings.length > 0 ? 0 : 1
