import {printable} from '../lib/output/printable.ts'
import type {Candidate, Source} from './candidates.ts'
import {fixedValues, type Around} from './fixed-values.ts'
import {liveValues, type Refresh} from './live-values.ts'

/** The values of each kind: from vkctl itself, from files, and from the cache of names, which it refreshes if it is stale. */
export function openSource(around: Around, refresh: Refresh): Source {
  return async (kind, cursor) => {
    try {
      const {[kind]: read} = fixedValues
      const candidates = await (read === undefined ? liveValues(kind, cursor, around.system, refresh) : read(cursor, around))
      return distinct(candidates.filter(({value}) => isName(value)))
    } catch {
      // A broken configuration file, for example. There is no place for an error here; the command itself reports it.
      return []
    }
  }
}

const isName = (value: string): boolean => value !== '' && value === printable(value) && !value.includes('\n')

/** Each value once. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map(one => [one.value, one])).values()]
}
