import {cp, lstat, mkdtemp, open, readdir, readFile, readlink, rm, stat, writeFile} from 'node:fs/promises'
import {hostname, tmpdir} from 'node:os'
import {dirname, join, relative, resolve} from 'node:path'
import {UsageError, UserError} from './errors.ts'
import {isAlive} from './holder.ts'
import {isMine, isSafe, makeFolders} from './own-folder.ts'
import type {Secret} from './secret.ts'
import {notWritten} from './write-fault.ts'

/** The text of a file, or undefined when it does not exist. A byte order mark is dropped (az writes one). Rejects with UserError when it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => absent(path, error))
  return text?.replace(/^\uFEFF/, '')
}

/** Undefined if there is no such file; otherwise it throws. */
function absent(path: string, cause: unknown): undefined {
  const {code, message} = cause as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  if (code === 'EISDIR') throw new UsageError(`${path} is a directory.`, {cause})
  throw new UserError(`${path} could not be read: ${message}.`, {cause})
}

/** Creates a file that only this user can read. Rejects with UserError when there already is something at the path, and when it cannot be written. */
export async function writePrivately(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw notWritten(path, error)
  })
  try {
    await file.writeFile(content)
  } catch (error) {
    await rm(path, {force: true})
    throw notWritten(path, error)
  } finally {
    await file.close()
  }
}

/** Writes a file below a directory, and creates the directories in between. `path` is relative, with `/`. */
export async function writeBelow(directory: string, path: string, text: string): Promise<void> {
  const file = join(directory, path)
  makeFolders(dirname(file), 0o777)
  await writeFile(file, text)
}

/** Whether there is a file or directory. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Whether all these files and directories belong to this user; undefined when one of them does not exist. */
export async function areMine(paths: readonly string[]): Promise<boolean | undefined> {
  const all = await Promise.all(paths.map(path => stat(path).catch(() => undefined)))
  return all.includes(undefined) ? undefined : all.every(stats => stats !== undefined && isMine(stats))
}

/** Whether there is a directory. */
export async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}

/** The names in a directory. */
export async function listDirectory(path: string): Promise<readonly string[]> {
  return readdir(path)
}

/**
 * Calls `use` with an empty directory that only this user can read, and deletes it afterwards, whatever happens. Rejects with UserError when the directory
 * for temporary files (TMPDIR; on Windows TEMP) does not exist, cannot be written, or lets other users replace the files of this one.
 */
export async function withPrivateDirectory<T>(use: (path: string) => Promise<T>, parent = tmpdir()): Promise<T> {
  const here = await processSpace()
  const directory = await makePrivateDirectory(parent, here)
  try {
    await sweep(parent, here)
    return await use(directory)
  } finally {
    await rm(directory, {recursive: true, force: true})
  }
}

/** Names the processes that can be seen from here: those of this machine or, on Linux, of this container. Elsewhere, their numbers mean other processes. */
async function processSpace(): Promise<string> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  // It takes longer to load than most commands need to start.
  const {hash} = await import('node:crypto')
  return hash('sha256', `${hostname()} ${namespace}`).slice(0, 8)
}

async function makePrivateDirectory(parent: string, here: string): Promise<string> {
  const hints = [`Set ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'} to a folder of your own.`]
  try {
    const found = await stat(parent)
    const flaw = found.isDirectory() ? `Other users can replace files in ${parent}.` : `${parent} is not a directory for temporary files.`
    if (!found.isDirectory() || !isSafe(found)) throw new UserError(flaw, {hints})
    return await mkdtemp(join(parent, `vkctl-${here}-${process.pid}-`))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`Cannot create a temporary file in ${parent}: ${(error as Error).message}.`, {hints, cause: error})
  }
}

/** Longer than any run works with one directory. */
const dayMs = 24 * 3600 * 1000

/**
 * Deletes the directories that killed runs of vkctl left behind; those of other machines and containers that share the parent, after a day. Skips what
 * belongs to other users, and links. Nobody can replace a directory of this user in the meantime, because the parent is safe. Ignores errors.
 */
async function sweep(parent: string, here: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  await Promise.all(names.map(name => removeIfLeft(join(parent, name), name, here).catch(() => {})))
}

async function removeIfLeft(path: string, name: string, here: string): Promise<void> {
  const {space, pid} = /^vkctl-(?<space>[\da-f]{8})-(?<pid>\d+)-/.exec(name)?.groups ?? {}
  if (space === undefined) return
  const stats = await lstat(path)
  const isLeft = space === here ? !isAlive(Number(pid)) : Date.now() - stats.mtimeMs > dayMs
  if (isLeft && stats.isDirectory() && isMine(stats)) await rm(path, {recursive: true, force: true})
}

/**
 * Copies a folder. Rejects with UserError if there already is a folder with files that are not in the original, because they would become part of it, and if the
 * folder cannot be written; a new folder is then removed.
 */
export async function copyFolder(from: string, to: string): Promise<void> {
  const filesIn = async (path: string): Promise<readonly string[]> =>
    (await exists(path))
      ? (await readdir(path, {recursive: true, withFileTypes: true})).flatMap(entry =>
          entry.isFile() ? [relative(path, join(entry.parentPath, entry.name))] : [],
        )
      : []
  try {
    const [ours, there] = await Promise.all([filesIn(from), filesIn(to)])
    const others = there.filter(file => !ours.includes(file))
    if (others.length > 0)
      throw new UserError(`${to} contains other files: ${others.join(', ')}.`, {hints: ['Delete them or choose another folder.']})
    if (resolve(from) === resolve(to)) return
    const isNew = !(await exists(to))
    await cp(from, to, {recursive: true}).catch(async (error: unknown) => {
      if (isNew) await rm(to, {recursive: true, force: true})
      throw error
    })
  } catch (error) {
    if (error instanceof UserError) throw error
    throw notWritten(to, error)
  }
}

/** Calls `use` with a file that only this user can read, in a directory of its own, and deletes both afterwards, whatever happens. */
export async function withPrivateFile<T>(name: string, content: Secret, use: (path: string) => Promise<T>): Promise<T> {
  return withPrivateDirectory(async directory => {
    const path = join(directory, name)
    await writeFile(path, content.reveal(), {mode: 0o600, flag: 'wx'})
    return use(path)
  })
}
