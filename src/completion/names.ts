import {join} from 'node:path'
import {claim, forgetOlder, readCached, unclaim} from '../lib/cache-file.ts'
import {cacheFolder} from '../lib/own-folder.ts'
import {replaceFile} from '../lib/replace-file.ts'
import {printable} from '../lib/output/printable.ts'

/** Lists of names that were read, each name with what belongs to it: `{clusters: [{name, resourceGroup}]}`. */
export type Names = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>

/** The names of one scope, as the cache has them. */
export interface CachedNames {
  readonly names: Names
  /** Whether they have to be read again. */
  readonly stale: boolean
}

const freshMs = 60_000
const keptMs = 24 * 3600_000
const limitBytes = 4 * 1024 * 1024
/** Longest of all names: a resource group has 90 characters, an object of Kubernetes 253. */
const longest = 260

/** How long reading the names may take. Nobody else reads them in the meantime. */
export const readingLimitMs = 30_000

type Env = Readonly<Record<string, string | undefined>>

/** The cache of a scope by its key; undefined if this user can have no cache. */
export function openNames(env: Env, key: string) {
  const folder = cacheFolder(env, 'completion')
  if (folder === undefined) return undefined
  const path = join(folder, `${key}.json`)
  const claimed = join(folder, `${key}.reading`)
  return {
    /** Whether this process may read the names now. */
    claim: () => claim(claimed, readingLimitMs),
    /** The names that were read last. What is broken counts as not there. */
    async read(): Promise<CachedNames> {
      const cached = await readCached(path, limitBytes)
      if (cached === undefined || cached.ageMs > keptMs) return {names: {}, stale: true}
      return {names: parse(cached.text), stale: Math.abs(cached.ageMs) > freshMs}
    },
    /** Replaces the names, and ends the claim. Rejects if they cannot be written. */
    async write(names: Names): Promise<void> {
      await replaceFile(path, () => JSON.stringify(names))
      await unclaim(claimed)
      await forgetOlder(path, keptMs)
    },
  }
}

function parse(text: string): Names {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return {}
  }
  if (typeof parsed !== 'object' || parsed === null) return {}
  return Object.fromEntries(Object.entries(parsed).map(([list, entries]) => [list, Array.isArray(entries) ? entries.filter(isEntry) : []]))
}

function isEntry(entry: unknown): entry is Readonly<Record<string, string>> {
  if (typeof entry !== 'object' || entry === null) return false
  return Object.values(entry).every(
    text => typeof text === 'string' && text.length <= longest && text === printable(text) && !text.includes('\n'),
  )
}
