// Deletes every object of a connector in turn, and every two of them, before remove-connector, and prints how many points were tried and how many ended
// wrong. --every N tries only each N-th point, beginning with --from; --only TEXT only those whose name holds it.
import {parseArgs} from 'node:util'
import {partsOf, pointsOf, tryHalfRemoval} from './half-removals.ts'
import {openStage} from './stage.ts'

const {values} = parseArgs({
  options: {every: {type: 'string', default: '1'}, from: {type: 'string', default: '0'}, only: {type: 'string', default: ''}},
})
process.setMaxListeners(1000)
let tried = 0
let wrong = 0
for (const place of [['--aci-resource-group', 'aci-westus2', '--location', 'eastus'], []]) {
  const stage = await openStage(place)
  const parts = partsOf(stage)
  const points = pointsOf(parts)
    .filter(point => point.join(' and ').includes(values.only))
    .filter((_, index) => index % Number(values.every) === Number(values.from))
  console.log(`${place.length === 0 ? 'node resource group' : place.join(' ')}: ${parts.length} objects, ${points.length} points`)
  for (const point of points) {
    const {name, problems, record} = await tryHalfRemoval(stage, point)
    tried++
    if (tried % 20 === 0) console.log(`${tried} tried after ${Math.round(performance.now() / 1000)} s`)
    if (problems.length === 0) continue
    wrong++
    console.log(`\nWRONG ${name}\n  ${problems.join('\n  ')}\n${record.join('\n')}`)
  }
  await stage.close()
}
console.log(`${tried} half removals tried, ${wrong} ended wrong; ${Math.round(performance.now() / 1000)} s`)
process.exitCode = wrong === 0 ? 0 : 1
