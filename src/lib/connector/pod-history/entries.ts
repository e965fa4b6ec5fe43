import type {TimeLineEntry} from './pod-story.ts'

/** An entry about something that happened once. */
export function once(time: string, entry: Pick<TimeLineEntry, 'source' | 'level' | 'text'>): TimeLineEntry {
  return {time, lastTime: time, count: 1, ...entry}
}

/** Entries with the same text become one. `counted`: how often it happened, from their counts. */
export function merged(entries: readonly TimeLineEntry[], counted: (counts: readonly number[]) => number): readonly TimeLineEntry[] {
  const alike = Map.groupBy(entries, ({source, text}) => JSON.stringify([source, text]))
  return [...alike.values()].flatMap(same => {
    const [first] = same.toSorted(byTime)
    const lastTime = same
      .map(one => one.lastTime)
      .toSorted()
      .at(-1)
    if (first === undefined || lastTime === undefined) return []
    return {...first, lastTime, count: counted(same.map(({count}) => count))}
  })
}

/** For toSorted: the oldest first. What happened in the same second keeps its order, because most times are in seconds. */
export function byTime(one: TimeLineEntry, other: TimeLineEntry): number {
  return secondOf(one.time) - secondOf(other.time)
}

/** The entry with times in seconds. */
export function inSeconds({time, lastTime, ...entry}: TimeLineEntry): TimeLineEntry {
  return {time: shortened(time), lastTime: shortened(lastTime), ...entry}
}

function secondOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}

function shortened(time: string): string {
  return `${new Date(secondOf(time) * 1000).toISOString().slice(0, 19)}Z`
}
