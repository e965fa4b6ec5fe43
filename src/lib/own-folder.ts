import {existsSync, lstatSync, mkdirSync, realpathSync, statSync, type Stats} from 'node:fs'
import {homedir} from 'node:os'
import {dirname, join} from 'node:path'

/** The mode of a folder that only this user can open. */
const ofThisUser = 0o700

type Env = Readonly<Record<string, string | undefined>>

/** Where programs keep data that they can create again: `LOCALAPPDATA` on Windows, elsewhere `XDG_CACHE_HOME` or `~/.cache`. */
function cacheHome(env: Env): string {
  if (process.platform === 'win32') return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local')
  return env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
}

/** The folder for Node's compile cache. Node runs the code in its cache without asking who wrote it. */
export function compileCacheFolder(env: Env): string | undefined {
  return cacheFolder(env, 'compile-cache')
}

/**
 * A folder for one kind of data in vkctl's cache; vkctl creates it. Only this user can open it. Undefined when it cannot be created, or when another
 * user could put files into it.
 */
export function cacheFolder(env: Env, name: string): string | undefined {
  try {
    const caches = cacheHome(env)
    const own = join(caches, 'vkctl')
    const folder = join(own, name)
    for (const path of [caches, own]) makeFolder(path)
    makeOwn(folder)
    return onlyOwnAbove(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/**
 * Creates a folder and those above it, unless they are there. Not with `recursive` of Node.js, which tries for ever in a folder such as /proc. Throws the error of
 * Node.js.
 */
export function makeFolders(path: string, mode = ofThisUser): void {
  const above = dirname(path)
  if (!existsSync(above)) makeFolders(above, mode)
  makeFolder(path, mode)
}

function makeFolder(path: string, mode = ofThisUser): void {
  try {
    mkdirSync(path, {mode})
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function makeOwn(path: string): void {
  makeFolder(path)
  const stats = lstatSync(path)
  if (!stats.isDirectory() || !isOnlyMine(stats)) throw new Error(`${path} is not a folder that only this user can open.`)
}

/** Whether no other user can replace this folder or one above it. */
function onlyOwnAbove(path: string): boolean {
  const real = realpathSync(path)
  for (let folder = real; ; folder = dirname(folder)) {
    if (!isSafe(statSync(folder))) return false
    if (folder === dirname(folder)) return true
  }
}

/** Whether a file or folder belongs to this user. Always on Windows, which has no such owners. */
export function isMine({uid}: Pick<Stats, 'uid'>): boolean {
  const me = process.getuid?.()
  return me === undefined || uid === me
}

/** Whether a file or folder belongs to this user, and no other user may read or change it. Always on Windows, which has no such modes. */
export function isOnlyMine(stats: Pick<Stats, 'uid' | 'mode'>): boolean {
  return process.platform === 'win32' || (isMine(stats) && (stats.mode & 0o077) === 0)
}

/**
 * Whether no other user except the administrator can replace files of this user in a folder. In a sticky folder, such as /tmp, no other
 * user can. A group with the number of the owner is the owner's private group.
 */
export function isSafe({uid, gid, mode}: Pick<Stats, 'uid' | 'gid' | 'mode'>): boolean {
  if (process.getuid === undefined) return true
  const isTrusted = isMine({uid}) || uid === 0 || uid === statSync('/').uid
  const isShared = (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== uid)
  return isTrusted && (!isShared || (mode & 0o1000) !== 0)
}
