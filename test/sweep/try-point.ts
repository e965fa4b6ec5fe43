import {isDeepStrictEqual} from 'node:util'
import type {Snapshot} from '../lifecycle/world/snapshot.ts'
import {whereSecretsStand, whyNotAsked} from './asked-state.ts'
import {whatIsUntrue} from './claims.ts'
import type {Operation} from './operations.ts'
import {allowedCodes, runThrough, type Point} from './point.ts'
import type {Site, SweptRun} from './site.ts'

export interface Trial {
  readonly point: Point
  /** The point never came; then nothing else is said. */
  readonly met: boolean
  readonly exitCode: number
  /** Empty when all was right. */
  readonly problems: readonly string[]
  /** What was said by the runs, for whoever looks into a problem. */
  readonly record: readonly string[]
  /** How the site is left. */
  readonly reached: 'as asked' | 'as before' | 'broken'
  readonly after: Snapshot
}

/**
 * Runs vkctl through a point, looks whether what it says is so, and runs it again without a fault. Where everything is exactly as before the
 * run, the same command again is what any first run was, and is only tried with `always`.
 */
export async function tryPoint(
  site: Site,
  point: Point,
  operation: Operation,
  {before, empty, always}: {readonly before: Snapshot; readonly empty: Snapshot; readonly always: boolean},
): Promise<Trial> {
  const run = await runThrough(point, site, operation.args)
  // A killed vkctl may have had another call going.
  if (point.fault !== 'outlived') await site.toolGate.untilAlone()
  const after = await site.world.snapshot()
  const notAsked = await whyNotAsked(site, operation, after, empty)
  const problems = [
    ...run.problems,
    ...whatIsUntrue(run, operation, {before, after, empty, notAsked}),
    ...whereSecretsStand(site.world, operation, after),
  ]
  if (run.exitCode !== 0 && !allowedCodes(point).includes(run.exitCode))
    problems.push(`it ended with ${run.exitCode}, not ${allowedCodes(point).join(' or ')}`)
  const trial = {point, met: run.met, exitCode: run.exitCode}
  if (run.exitCode === 0 && notAsked.length === 0) return {...trial, problems, record: [told(run)], reached: 'as asked', after}
  if (isDeepStrictEqual(before, after) && !always && point.fault !== 'outlived') {
    // What a killed vkctl leaves, the next one removes; here there is none to be looked at.
    if (run.exitCode === 137) site.clearTemporary()
    return {...trial, problems, record: [told(run)], reached: 'as before', after}
  }
  const mended = await runAgain(site, operation, {outlived: point.fault === 'outlived', after, empty})
  return {...trial, ...mended, problems: [...problems, ...mended.problems], record: [told(run), ...mended.record]}
}

async function runAgain(
  site: Site,
  operation: Operation,
  {outlived, after, empty}: {readonly outlived: boolean; readonly after: Snapshot; readonly empty: Snapshot},
): Promise<Pick<Trial, 'problems' | 'record' | 'reached' | 'after'>> {
  const beside = outlived ? [await runBeside(site, operation)] : []
  const before = outlived ? await site.world.snapshot() : after
  const again = await site.start(operation.args).ended
  const last = await site.world.snapshot()
  const notAsked = await whyNotAsked(site, operation, last, empty)
  const problems = [
    ...again.problems,
    ...(again.exitCode === 0 ? [] : [`ended with ${again.exitCode}`]),
    ...notAsked,
    ...whatIsUntrue(again, operation, {before, after: last, empty, notAsked}),
    ...whereSecretsStand(site.world, operation, last),
  ]
  return {
    problems: [...beside.flatMap(run => run.problems), ...problems.map(what => `run again: ${what}`)],
    record: [...beside, again].map(told),
    reached: notAsked.length === 0 ? 'as asked' : 'broken',
    after: last,
  }
}

/** While a call of the killed vkctl still goes on, the next one may be in its way, and then has to say so. */
async function runBeside(site: Site, operation: Operation): Promise<SweptRun> {
  const run = await site.start(operation.args).ended
  await site.toolGate.untilAlone()
  const isFair = run.exitCode === 0 || (run.exitCode === 1 && /^ERROR: \S/m.test(run.stderr))
  return {...run, problems: [...run.problems, ...(isFair ? [] : [`it ended with ${run.exitCode}`])].map(what => `beside: ${what}`)}
}

export function told({args, exitCode, stdout, stderr}: SweptRun): string {
  return `$ vkctl ${args.join(' ')}\n${stdout}${stderr}-> ${exitCode}`
}
