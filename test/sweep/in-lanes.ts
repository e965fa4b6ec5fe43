import {printWrong, seconds, type Finding} from './finding.ts'

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
export async function inLanes<Site, Point extends {readonly name: string}>({
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
