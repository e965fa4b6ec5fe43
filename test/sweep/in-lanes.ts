import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Finding} from './finding.ts'

interface Named {
  readonly name: string
}

/** The points that the arguments of a sweep choose: each `every`-th of those whose name contains `only`, beginning with number `from`. */
export function chosen<Point extends Named>(
  points: readonly Point[],
  {every, from, only}: {readonly every: string; readonly from: string; readonly only: string},
): readonly Point[] {
  return points.filter(({name}) => name.includes(only)).filter((_, index) => index % Number(every) === Number(from))
}

interface Sweep<Site, Point> {
  readonly points: readonly Point[]
  readonly lanes: number
  /** A site that is open already. */
  readonly first: Site
  readonly open: () => Promise<Site>
  readonly close: (site: Site) => Promise<void>
  /** Undefined if the point cannot be tried. */
  readonly attempt: (site: Site, point: Point) => Promise<Finding | undefined>
}

/** Tries points side by side, and prints those that ended wrong. Each lane has a site of its own, and gets a new one after a point that ended wrong. */
export async function inLanes<Site, Point extends Named>({
  points,
  lanes,
  first,
  open,
  close,
  attempt,
}: Sweep<Site, Point>): Promise<readonly Finding[]> {
  const queue = [...points]
  const findings: Finding[] = []
  async function runLane(opened?: Site): Promise<void> {
    let site = opened
    try {
      for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
        site ??= await open()
        const {name} = point
        const finding = await attempt(site, point).catch((error: unknown): Finding => ({
          name,
          problems: [(error as Error).stack ?? String(error)],
          record: [],
        }))
        if (finding === undefined) continue
        findings.push(finding)
        if (findings.length % 25 === 0) console.log(`${findings.length} after ${seconds()} s`)
        if (finding.problems.length === 0) continue
        printWrong(finding)
        await close(site)
        site = undefined
      }
    } finally {
      if (site !== undefined) await close(site)
    }
  }
  await Promise.all(Array.from({length: lanes}, (_, index) => runLane(index === 0 ? first : undefined)))
  return findings
}

export function printWrong({name, problems, record}: Finding): void {
  console.log(`WRONG ${name}\n  ${problems.join('\n  ')}\n${record.join('\n').replaceAll(/^/gm, '    | ')}`)
}

/** Prints how many points ended wrong, writes them to the file `report`, and sets the exit code. */
export function conclude(findings: readonly Finding[], tried: string, report: string | undefined): void {
  const wrong = findings.filter(({problems}) => problems.length > 0)
  for (const {name, problems} of wrong) console.log(`WRONG ${name}: ${problems.join('; ').slice(0, 300)}`)
  console.log(`${findings.length} ${tried}, ${wrong.length} ended wrong; ${seconds()} s`)
  if (report !== undefined) {
    mkdirSync(dirname(report), {recursive: true})
    writeFileSync(report, JSON.stringify({tried: findings.length, wrong: wrong.map(({name, problems}) => ({name, problems}))}))
  }
  process.exitCode = wrong.length === 0 && findings.length > 0 ? 0 : 1
}

function seconds(): number {
  return Math.round(performance.now() / 1000)
}
