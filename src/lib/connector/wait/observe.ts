import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {addObservation, isStable, stableMs, type History} from './history.ts'
import {readObservations, type Observation, type Watched} from './read-observations.ts'

const pauseMs = 300

/**
 * Reads the connectors repeatedly until each has been up for a second or was removed, or time runs out. Returns the last observation of each, by
 * release; a connector that was up for less than a second does not count as up. Reads at least once. Rejects only when interrupted.
 */
export async function observe(
  host: Host,
  session: ClusterSession,
  watched: readonly Watched[],
  deadline: Date,
): Promise<ReadonlyMap<string, Observation>> {
  let histories: ReadonlyMap<string, History> = new Map()
  let told: ReadonlyMap<string, string> = new Map()
  for (;;) {
    const seen = await readObservations(host, session, watched)
    const at = host.now().getTime()
    const isLate = at >= deadline.getTime()
    const before = histories
    histories = new Map([...seen].map(([release, one]) => [release, addObservation(before.get(release), one, at)]))
    const all = [...histories.values()]
    if (isLate || all.every(one => one.isGone || isStable(one, at))) {
      return new Map([...seen].map(([release, one]) => [release, settled(one, histories.get(release), at)]))
    }
    tellNews(host, seen, told)
    told = new Map([...seen].map(([release, {missing}]) => [release, missing]))
    // Wait the whole second, even if time runs out meanwhile.
    const isUp = all.every(one => one.isGone || one.upSince !== undefined)
    await host.sleep(isUp ? stableMs : Math.min(pauseMs, deadline.getTime() - at))
  }
}

/** Prints what each connector lacks, if that has changed. */
function tellNews({talk}: Host, seen: ReadonlyMap<string, Observation>, told: ReadonlyMap<string, string>): void {
  for (const [release, {missing}] of seen)
    if (missing !== '' && missing !== told.get(release)) talk.step(`Waiting for ${release}: ${missing}`)
}

function settled(seen: Observation, history: History | undefined, at: number): Observation {
  if (!seen.up || (history !== undefined && isStable(history, at))) return seen
  return {...seen, up: false, missing: 'it has not been stable for a second yet'}
}
