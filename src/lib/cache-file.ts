import {lstat, open, readdir, readFile, rm, stat} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {isOnlyMine} from './own-folder.ts'

/** The content of a file in a cache. */
export interface Cached {
  readonly text: string
  readonly ageMs: number
}

/** Reads a file of this user's cache. Undefined if there is none, if another user could have written it, or if it is larger than `limit` bytes. */
export async function readCached(path: string, limit: number): Promise<Cached | undefined> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || !isOnlyMine(stats) || stats.size > limit) return undefined
    return {text: await readFile(path, 'utf8'), ageMs: Date.now() - stats.mtimeMs}
  } catch {
    return undefined
  }
}

/** Whether this process may do what this file stands for: nobody has claimed it within the last `ms` milliseconds. {@link unclaim} ends the claim. */
export async function claim(path: string, ms: number): Promise<boolean> {
  try {
    const {mtimeMs} = await stat(path)
    if (Math.abs(Date.now() - mtimeMs) < ms) return false
    await rm(path, {force: true})
  } catch {
    // Nobody has claimed it.
  }
  return open(path, 'wx', 0o600).then(
    async file => {
      await file.close()
      return true
    },
    () => false,
  )
}

export async function unclaim(path: string): Promise<void> {
  await rm(path, {force: true})
}

/** Deletes the files beside this one that are older than `ms` milliseconds. Ignores errors. */
export async function forgetOlder(path: string, ms: number): Promise<void> {
  const folder = dirname(path)
  const names = await readdir(folder).catch(() => [])
  const removeIfOld = async (file: string): Promise<void> => {
    const {mtimeMs} = await lstat(file)
    if (Date.now() - mtimeMs > ms) await rm(file, {force: true})
  }
  await Promise.all(names.map(name => removeIfOld(join(folder, name)).catch(() => {})))
}
