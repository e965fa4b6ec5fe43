// Changes, removes and adds every field of every object of a connector, one at a time, and prints how many points were tried and how many ended wrong.
// --every N tries only each N-th point, beginning with --from; --only TEXT only those whose name holds it; --lanes N uses so many clusters side by side;
// --api real uses a real API server; --report FILE writes what was found as JSON.
import {parseArgs} from 'node:util'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'
import {chosen, sweepOptions} from '../arguments.ts'
import {conclude, printWrong} from '../finding.ts'
import {inLanes} from '../in-lanes.ts'
import {tryAssignments} from './role-assignments.ts'
import {openDriftSite, type DriftSite} from './site.ts'
import {tryDrift} from './try-drift.ts'

const {values} = parseArgs({
  options: {...sweepOptions, api: {type: 'string', default: 'emulated'}},
})

process.setMaxListeners(1000)
const packageFolder = builtVkctl()
const open = (): Promise<DriftSite> => openDriftSite({packageFolder, api: values.api === 'real' ? 'real' : 'emulated', helm: '4.2.3'})

const first = await open()
const points = chosen(first.points, values)
console.log(`${first.points.length} points${points.length === first.points.length ? '' : `, of which ${points.length} are tried`}`)

const ofRoles = values.only === '' && Number(values.from) === 0 ? await tryAssignments(first) : []
for (const finding of ofRoles) if (finding.problems.length > 0) printWrong(finding)
const findings = await inLanes({
  points,
  lanes: Number(values.lanes),
  first,
  open,
  close: site => site.close(),
  async attempt(site, {name}) {
    // Its object is that of this site.
    const point = site.points.find(one => one.name === name)
    return point && tryDrift(site, point)
  },
})
console.log(`The API server refuses ${points.length - findings.length} others.`)
conclude([...ofRoles, ...findings], 'points tried', values.report)
