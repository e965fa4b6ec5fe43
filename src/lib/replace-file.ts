import {randomBytes} from 'node:crypto'
import {access, chmod, chown, constants, lstat, open, readFile, realpath, rename, rm, stat, writeFile} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {UserError} from './errors.ts'
import {makeFolders} from './own-folder.ts'
import {notWritten} from './write-fault.ts'

/** A lock that is older is one of a run that was killed. */
const staleMs = 10_000
const pauseMs = 50
/** A run holds the lock for some milliseconds. */
const longestMs = 3 * staleMs

/**
 * Replaces the content of a small file in one go: another program sees the old text or the new one, and of two runs that change it at once, one waits. A new
 * file, and its folder, can only be read by this user. Rejects with UserError when it cannot be written.
 * @param change Gets the text of the file, which is empty when there is no file, and returns the new one.
 */
export async function replaceFile(path: string, change: (text: string) => string): Promise<void> {
  try {
    makeFolders(dirname(path))
    const real = await targetOf(path)
    const temporary = `${real}.lock`
    const before = async () => change((await stat(real).catch(() => undefined)) === undefined ? '' : await readFile(real, 'utf8'))
    await moveInto(real, temporary, await acquire(temporary), before)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw notWritten(path, cause)
  }
}

/**
 * Writes a file that the user named, in one go: if that fails, the old text is still there, or no file. Mode and owner stay; of a link, the target changes. What
 * is no file, such as a pipe, gets the text as it is. Rejects with UsageError when no file can be at the path, with UserError when it cannot be written.
 */
export async function writeGivenFile(path: string, text: string): Promise<void> {
  const before = await stat(path).catch(() => undefined)
  try {
    // /dev/stdout may be a file that the shell has opened, and a link that leads nowhere has no folder that is sure to exist.
    const isPlain = before?.isFile() ?? (await lstat(path).catch(() => undefined)) === undefined
    if (!isPlain || resolve(path).startsWith('/dev/')) return await writeFile(path, text)
    const real = await targetOf(path)
    // Whoever made it read-only meant that.
    if (before !== undefined) await access(real, constants.W_OK)
    const temporary = `${real}.${randomBytes(4).toString('hex')}.tmp`
    await moveInto(real, temporary, await open(temporary, 'wx'), async () => text)
  } catch (cause) {
    throw notWritten(path, cause, before?.isFile() === true ? ['The file is as it was.'] : [])
  }
}

/** The file may be a link, for example to a folder under version control. */
async function targetOf(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

/** Writes a new file and puts it in the place of another one, with its mode and owner. If that fails, the new file is removed. */
async function moveInto(
  real: string,
  temporary: string,
  file: Awaited<ReturnType<typeof open>>,
  content: () => Promise<string>,
): Promise<void> {
  try {
    const before = await stat(real).catch(() => undefined)
    await file.writeFile(await content())
    await file.sync()
    await file.close()
    if (before !== undefined) {
      // Only root can give a file away; for others it is theirs already.
      await chown(temporary, before.uid, before.gid).catch(() => {})
      await chmod(temporary, before.mode)
    }
    await rename(temporary, real)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(temporary, {force: true})
    throw error
  }
}

/** The new file is the lock, as with git's index. Rejects with UserError when somebody keeps it. */
async function acquire(path: string) {
  const end = performance.now() + longestMs
  for (;;) {
    try {
      return await open(path, 'wx', 0o600)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = await stat(path).catch(() => undefined)
    // The clock may have been set back since.
    if (found !== undefined && Math.abs(Date.now() - found.mtimeMs) > staleMs) await rm(path, {force: true})
    else if (performance.now() > end)
      throw new UserError(`Another program keeps the lock ${path}.`, {hints: ['If no other vkctl is running, delete this file.']})
    else await setTimeout(pauseMs)
  }
}
