import type {Snapshot} from '../lifecycle/world/snapshot.ts'
import {isOfBoth, isRemoval, operation, operationNames, type OperationName} from './operations.ts'
import {pointsOf, type Point} from './point.ts'
import {samplePods} from './sample-pod.ts'
import {openSite, type Site} from './site.ts'
import {told, tryPoint, type Trial} from './try-point.ts'

/** Points that are still to be tried, by the operation that they are in. Shared by all lanes. */
export type Queues = Readonly<Record<OperationName, Point[]>>

export interface LaneOptions {
  readonly packageFolder: string
  /** Whether it is about connectors for both operating systems. */
  readonly both: boolean
  readonly queues: Queues
  readonly onTrial: (trial: Trial) => void
}

/** One site that goes through the life of connectors again and again, each time past other points, until none is left. */
export async function runLane({packageFolder, both, queues, onTrial}: LaneOptions): Promise<void> {
  const names = operationNames.filter(name => isOfBoth(name) === both)
  let lane: Lane | undefined
  let turn = 0
  try {
    while (names.some(name => queues[name].length > 0)) {
      lane ??= await openLane(packageFolder)
      const name = both ? nextOfBoth(lane.tag) : nextOperation(queues, lane.tag, turn++)
      const point = queues[name].shift()
      if (point === undefined) {
        await lane.plainly(name)
        continue
      }
      const trial = await lane.through(point, turn % 8 === 0)
      onTrial(trial)
      if (trial.problems.length === 0 && trial.reached !== 'broken') continue
      await lane.site.close()
      lane = undefined
    }
  } finally {
    await lane?.site.close()
  }
}

/** What each operation calls and asks when nothing goes wrong, and so where it can go wrong. */
export async function findPoints(packageFolder: string): Promise<readonly Point[]> {
  const lane = await openLane(packageFolder)
  try {
    const points: Point[] = []
    for (const name of operationNames) points.push(...pointsOf(name, await lane.plainly(name)))
    return points
  } finally {
    await lane.site.close()
  }
}

function nextOfBoth(tag: string | undefined): OperationName {
  return tag === undefined ? 'install both' : 'remove both'
}

/** What can be done where this is installed (undefined: nothing is) and is still to be tried; else the way to where something is. */
function nextOperation(queues: Queues, tag: string | undefined, turn: number): OperationName {
  if (tag === undefined) return 'install'
  const staying = (['re-install', 'change'] as const).filter(name => queues[name].length > 0)
  const leaving = queues.install.length + queues.remove.length > 0
  if (staying.length === 0 || (leaving && turn % 3 === 0)) return 'remove'
  return staying[turn % staying.length] ?? 'remove'
}

interface Lane {
  readonly site: Site
  /** The image tag of what is installed. */
  readonly tag: string | undefined
  readonly plainly: (name: OperationName) => ReturnType<Site['start']>['ended']
  readonly through: (point: Point, always: boolean) => Promise<Trial>
}

async function openLane(packageFolder: string): Promise<Lane> {
  const site = await openSite(packageFolder)
  const empty = await site.world.snapshot()
  let before: Snapshot | undefined = empty
  let tag: string | undefined
  return {
    site,
    get tag() {
      return tag
    },
    async plainly(name) {
      if (isRemoval(name)) await samplePods(site.world, systemsOf(name))
      const wanted = operation(name, site, tag)
      const run = await site.start(wanted.args).ended
      if (run.exitCode !== 0 || run.problems.length > 0) throw new Error(`Without any fault: ${run.problems.join('; ')}\n${told(run)}`)
      tag = wanted.tag
      before = undefined
      return run
    },
    async through(point, always) {
      const wanted = operation(point.operation, site, tag)
      if (isRemoval(point.operation)) {
        await samplePods(site.world, systemsOf(point.operation))
        before = undefined
      }
      const trial = await tryPoint(site, point, wanted, {
        before: before ?? (await site.world.snapshot()),
        empty,
        always,
      })
      before = trial.after
      if (trial.reached === 'as asked') tag = wanted.tag
      return trial
    },
  }
}

function systemsOf(name: OperationName): readonly ('linux' | 'windows')[] {
  return isOfBoth(name) ? ['linux', 'windows'] : ['linux']
}
