// Lets everything that vkctl calls and asks fail once in turn, and prints how many points were tried and how many ended wrong.
// --every N tries only each N-th point, --only TEXT only those whose name holds it, --lanes N uses so many clusters side by side,
// --report FILE writes what was found as JSON.
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {parseArgs} from 'node:util'
import {builtVkctl} from '../lifecycle/vkctl-package.ts'
import {findPoints, runLane, type Queues} from './lane.ts'
import {operationNames, type OperationName} from './operations.ts'
import {nameOf} from './point.ts'
import type {Trial} from './try-point.ts'

const {values} = parseArgs({
  options: {
    every: {type: 'string', default: '1'},
    only: {type: 'string', default: ''},
    lanes: {type: 'string', default: '4'},
    report: {type: 'string'},
  },
})

const started = performance.now()
const packageFolder = builtVkctl()
const all = await findPoints(packageFolder)
const chosen = all.filter(point => nameOf(point).includes(values.only)).filter((_, index) => index % Number(values.every) === 0)
console.log(`${all.length} points${chosen.length === all.length ? '' : `, of which ${chosen.length} are tried`}`)

const queues = Object.fromEntries(operationNames.map(name => [name, chosen.filter(({operation}) => operation === name)])) as Queues
const trials: Trial[] = []
const onTrial = (trial: Trial): void => {
  trials.push(trial)
  if (trial.problems.length > 0)
    console.log(`WRONG ${nameOf(trial.point)}\n  ${trial.problems.join('\n  ')}\n${trial.record.join('\n').replaceAll(/^/gm, '    | ')}`)
  if (trials.length % 50 === 0) console.log(`${trials.length} of ${chosen.length} after ${seconds()} s`)
}
await Promise.all(Array.from({length: Number(values.lanes)}, () => runLane({packageFolder, queues, onTrial})))

const wrong = trials.filter(({problems}) => problems.length > 0)
const met = trials.filter(trial => trial.met)
for (const name of operationNames) console.log(`${name}: ${summary(name)}`)
console.log(
  `${met.length} points tried, ${wrong.length} ended wrong, in ${seconds()} s${met.length === trials.length ? '' : `; ${trials.length - met.length} did not come`}`,
)
if (values.report !== undefined) {
  mkdirSync(dirname(values.report), {recursive: true})
  writeFileSync(
    values.report,
    JSON.stringify({tried: met.length, wrong: wrong.map(({point, problems}) => ({point: nameOf(point), problems}))}),
  )
}
process.exitCode = wrong.length === 0 && met.length > 0 ? 0 : 1

function seconds(): number {
  return Math.round((performance.now() - started) / 1000)
}

/** How many points there were, and how often each exit code came. */
function summary(name: OperationName): string {
  const own = met.filter(({point}) => point.operation === name)
  const byCode = Object.entries(Object.groupBy(own, ({exitCode}) => exitCode)).map(([code, list]) => `${list?.length} ended with ${code}`)
  return `${own.length} points; ${byCode.join(', ')}`
}
