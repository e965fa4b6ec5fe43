import {isDeepStrictEqual} from 'node:util'
import type {Snapshot} from '../lifecycle/snapshot.ts'
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
  const after = await site.world.snapshot()
  const notAsked = await whyNotAsked(site, operation, after, empty)
  const problems = [
    ...run.problems,
    ...whatIsUntrue(run, operation, {before, after, empty, notAsked}),
    ...whereSecretsStand(site.world, after),
  ]
  if (run.exitCode !== 0 && !allowedCodes(point).includes(run.exitCode))
    problems.push(`it ended with ${run.exitCode}, not ${allowedCodes(point).join(' or ')}`)
  const trial = {point, met: run.met, exitCode: run.exitCode}
  if (run.exitCode === 0 && notAsked.length === 0) return {...trial, problems, record: [told(run)], reached: 'as asked', after}
  const asBefore = isDeepStrictEqual(before, after) && !always
  // What a killed vkctl leaves, the next one removes; here there is none to be looked at.
  if (asBefore && run.exitCode === 137) site.clearTemporary()
  if (asBefore) return {...trial, problems, record: [told(run)], reached: 'as before', after}

  const again = await site.start(operation.args).ended
  const last = await site.world.snapshot()
  const stillNot = await whyNotAsked(site, operation, last, empty)
  const notMended = [
    ...again.problems,
    ...(again.exitCode === 0 ? [] : [`ended with ${again.exitCode}`]),
    ...stillNot,
    ...whatIsUntrue(again, operation, {before: after, after: last, empty, notAsked: stillNot}),
    ...whereSecretsStand(site.world, last),
  ]
  return {
    ...trial,
    problems: [...problems, ...notMended.map(what => `run again: ${what}`)],
    record: [told(run), told(again)],
    reached: stillNot.length === 0 ? 'as asked' : 'broken',
    after: last,
  }
}

export function told({args, exitCode, stdout, stderr}: SweptRun): string {
  return `$ vkctl ${args.join(' ')}\n${stdout}${stderr}-> ${exitCode}`
}
