// Lets everything that vkctl calls and asks fail once in turn, and prints how many points were tried and how many ended wrong; then the
// same of pairs of runs at once, and of an API server that goes away.
// --every N tries only each N-th point, beginning with --from, --only TEXT only those whose name holds it, --lanes N uses so many clusters
// side by side, --report FILE writes what was found as JSON.
import {parseArgs} from 'node:util'
import {builtVkctl} from '../lifecycle/world/vkctl-package.ts'
import {tryApiAway} from './api-away.ts'
import {sweepOptions} from './arguments.ts'
import {printWrong, seconds, writeReport, type Finding} from './finding.ts'
import {findPoints, runLane, type Queues} from './lane.ts'
import {operationNames, type OperationName} from './operations.ts'
import {nameOf} from './point.ts'
import type {Trial} from './try-point.ts'
import {tryTwoRuns} from './two-runs.ts'

const {values} = parseArgs({
  options: {...sweepOptions, lanes: {type: 'string', default: '4'}},
})

// Each world removes its files when the process ends.
process.setMaxListeners(100)
const packageFolder = builtVkctl()
const all = await findPoints(packageFolder)
const chosen = all
  .filter(point => nameOf(point).includes(values.only))
  .filter((_, index) => index % Number(values.every) === Number(values.from))
console.log(`${all.length} points${chosen.length === all.length ? '' : `, of which ${chosen.length} are tried`}`)

const trials: Trial[] = []
const findings: Finding[] = []
const onFinding = (finding: Finding): void => {
  findings.push(finding)
  if (finding.problems.length > 0) printWrong(finding)
}
const onTrial = (trial: Trial): void => {
  trials.push(trial)
  if (trial.problems.length > 0) printWrong(named(trial))
  if (trials.length % 50 === 0) console.log(`${trials.length} of ${chosen.length} after ${seconds()} s`)
}

const queues = Object.fromEntries(operationNames.map(name => [name, chosen.filter(({operation}) => operation === name)])) as Queues
const lanes = Array.from({length: Number(values.lanes)}, async (_, index) => {
  if (index === 0) await runLane({packageFolder, both: true, queues, onTrial})
  await runLane({packageFolder, both: false, queues, onTrial})
})
await Promise.all([...lanes, ...(values.only === '' ? [tryApiAway(packageFolder, onFinding), tryTwoRuns(packageFolder, onFinding)] : [])])

const met = trials.filter(trial => trial.met)
const wrong = trials.filter(({problems}) => problems.length > 0)
const wrongFindings = findings.filter(({problems}) => problems.length > 0)
for (const name of operationNames) console.log(`${name}: ${summary(name)}`)
for (const {name, problems} of findings) console.log(`${problems.length === 0 ? 'ok   ' : 'WRONG'} ${name}`)
for (const {point} of trials.filter(trial => !trial.met)) console.log(`did not come: ${nameOf(point)}`)
console.log(
  `${met.length} points tried, ${wrong.length} ended wrong; ${findings.length} meetings tried, ${wrongFindings.length} ended wrong; ${seconds()} s`,
)
writeReport(values.report, met.length, [...wrong.map(named), ...wrongFindings])
process.exitCode = wrong.length + wrongFindings.length === 0 && met.length + findings.length > 0 ? 0 : 1

function named(trial: Trial): Finding {
  return {name: nameOf(trial.point), ...trial}
}

/** How many points there were, and how often each exit code came. */
function summary(name: OperationName): string {
  const own = met.filter(({point}) => point.operation === name)
  const byCode = Object.entries(Object.groupBy(own, ({exitCode}) => exitCode)).map(([code, list]) => `${list?.length} ended with ${code}`)
  return `${own.length} points; ${byCode.join(', ')}`
}
