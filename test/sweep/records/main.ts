// Tries every forgery of a record through every command, and prints how many there were and how many ended wrong.
// --every N tries only each N-th, beginning with --from, --only TEXT only those whose name holds it, --lanes N uses so many clusters side by
// side, --report FILE writes what was found as JSON.
import {parseArgs} from 'node:util'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import {chosen, sweepOptions} from '../arguments.ts'
import {conclude} from '../finding.ts'
import {inLanes} from '../in-lanes.ts'
import {pointsOf} from './points.ts'
import {openRecordSite, type RecordSite} from './site.ts'
import {tryRecord} from './try-record.ts'

const {values} = parseArgs({
  options: {...sweepOptions, lanes: {type: 'string', default: '3'}},
})

process.setMaxListeners(100)
const packageFolder = builtVkctl()
const open = (): Promise<RecordSite> => openRecordSite({packageFolder, api: 'emulated', helm: '4.2.3'})

const first = await open()
const all = pointsOf(first.record, first.strangers)
const points = chosen(all, values)
console.log(`${all.length} forgeries${points.length === all.length ? '' : `, of which ${points.length} are tried`}`)

const findings = await inLanes({
  points,
  lanes: Number(values.lanes),
  first,
  open,
  close: site => site.world.close(),
  attempt: tryRecord,
})
conclude(findings, 'forgeries tried', values.report)
