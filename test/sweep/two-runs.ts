import {setTimeout as sleep} from 'node:timers/promises'
import type {Snapshot} from '../lifecycle/world/snapshot.ts'
import {whereSecretsStand, whyNotAsked} from './asked-state.ts'
import type {Finding} from './finding.ts'
import {operation, type Operation, type OperationName} from './operations.ts'
import {samplePods} from './sample-pod.ts'
import {openSite, type Site, type SweptRun} from './site.ts'
import {told} from './try-point.ts'

interface Pair {
  readonly installed: boolean
  readonly first: OperationName
  readonly second: OperationName
}

const pairs: readonly Pair[] = [
  {installed: false, first: 'install', second: 'install'},
  {installed: true, first: 'change', second: 'change'},
  {installed: true, first: 'change', second: 'remove'},
  {installed: true, first: 'remove', second: 'change'},
  {installed: true, first: 'remove', second: 'remove'},
]
const offsetsMs = [0, 400, 1000]

/** Two runs on one connector, started together and one after the other: whoever does not go on says why, and one more run mends all. */
export async function tryTwoRuns(packageFolder: string, onFinding: (finding: Finding) => void): Promise<void> {
  const site = await openSite(packageFolder)
  try {
    const empty = await site.world.snapshot()
    for (const pair of pairs) {
      for (const offsetMs of offsetsMs) onFinding(await tryPair(site, pair, offsetMs, empty))
    }
  } finally {
    await site.close()
  }
}

async function tryPair(site: Site, {installed, first, second}: Pair, offsetMs: number, empty: Snapshot): Promise<Finding> {
  const remove = operation('remove', site, undefined)
  const install = operation('install', site, undefined)
  const before = await site.start((installed ? install : remove).args).ended
  if (before.exitCode !== 0) throw new Error(`Without any fault:\n${told(before)}`)
  if (installed) await samplePods(site.world)
  const tag = installed ? install.tag : undefined
  const operations = [operation(first, site, tag), operation(second, site, tag)] as const
  const runs = [site.start(operations[0].args, {person: 'first'}).ended]
  await sleep(offsetMs)
  runs.push(site.start(operations[1].args, {person: 'second'}).ended)
  const ended = await Promise.all(runs)
  const problems = ended.flatMap((run, index) => run.problems.map(what => `${operations[index]?.name}: ${what}`))
  problems.push(...ended.filter(run => !isFair(run)).map(run => `one ended with ${run.exitCode} and does not say that another works on it`))
  if (!ended.some(({exitCode}) => exitCode === 0)) problems.push('neither went on')
  const state = await site.world.snapshot()
  const possible = operations.filter((_, index) => ended[index]?.exitCode === 0)
  if (!(await holdsOne(site, possible, state, empty))) problems.push('the state is that of neither run that ended with 0')
  problems.push(...whereSecretsStand(site.world, install, state))

  const more = await site.start(operations[1].args).ended
  const not = await whyNotAsked(site, operations[1], await site.world.snapshot(), empty)
  if (more.exitCode !== 0 || not.length > 0) problems.push(`one more ${second} ended with ${more.exitCode}: ${not.join('; ')}`)
  problems.push(...more.problems)
  return {
    name: `${first} and ${second} ${offsetMs} ms later: ${ended.map(({exitCode}) => exitCode).join(' and ')}`,
    problems,
    record: [...ended, more].map(told),
  }
}

/** It did what it was asked for, or it says who stands in its way. */
function isFair({exitCode, stderr}: SweptRun): boolean {
  return (
    exitCode === 0 ||
    (exitCode === 9 && /^ERROR: .*another vkctl /im.test(stderr)) ||
    (exitCode === 1 && /^ERROR: Somebody removed \S+ while vkctl waited for it\./m.test(stderr))
  )
}

async function holdsOne(site: Site, operations: readonly Operation[], state: Snapshot, empty: Snapshot): Promise<boolean> {
  const reasons = await Promise.all(operations.map(one => whyNotAsked(site, one, state, empty)))
  return reasons.some(reason => reason.length === 0)
}
