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

/** For toSorted: the oldest first. Times are ISO 8601 in UTC, with or without milliseconds. */
export function byTime(one: TimeLineEntry, other: TimeLineEntry): number {
  return Date.parse(one.time) - Date.parse(other.time)
}
