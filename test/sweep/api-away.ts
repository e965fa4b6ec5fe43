import {setTimeout as sleep} from 'node:timers/promises'
import type {Snapshot} from '../lifecycle/world/snapshot.ts'
import {whyNotAsked} from './asked-state.ts'
import type {Finding} from './finding.ts'
import {operation, type OperationName} from './operations.ts'
import {samplePods} from './sample-pod.ts'
import {openSite, type Site} from './site.ts'
import {told} from './try-point.ts'

const awayMs = 3000

/** While vkctl only waits, an API server that goes away and comes back is nothing to fail for. */
export async function tryApiAway(packageFolder: string, onFinding: (finding: Finding) => void): Promise<void> {
  const site = await openSite(packageFolder, {podStartMs: 2000})
  try {
    const empty = await site.world.snapshot()
    onFinding(await through(site, empty, 'install', /Write the record[^]*kubectl apply .* -> 0 /))
    await samplePods(site.world)
    onFinding(await through(site, empty, 'remove', /helm uninstall .* -> 0 /))
  } finally {
    await site.close()
  }
}

async function through(site: Site, empty: Snapshot, name: OperationName, moment: RegExp): Promise<Finding> {
  const {faults} = site.world
  const wanted = operation(name, site, undefined)
  const reached = Promise.withResolvers<void>()
  const {ended} = site.start(wanted.args, {onStderr: said => moment.test(said) && reached.resolve()})
  await Promise.race([reached.promise, ended])
  faults.set([{server: 'kubernetes', cut: true, times: Infinity}])
  await sleep(awayMs)
  faults.set([])
  const run = await ended
  const not = await whyNotAsked(site, wanted, await site.world.snapshot(), empty)
  const problems = [...run.problems, ...(run.exitCode === 0 ? not : [`it ended with ${run.exitCode}`])]
  return {name: `${name} while the API server is away for ${awayMs / 1000} seconds`, problems, record: [told(run)]}
}
