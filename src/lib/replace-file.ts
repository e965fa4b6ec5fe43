import {chmod, mkdir, open, readFile, realpath, rename, rm, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {UserError} from './errors.ts'

/** A lock that is older is one of a run that was killed. */
const staleMs = 10_000
const pauseMs = 50

/**
 * Replaces the content of a small file in one go: another program sees the old text or the new one, and of two runs that change it at once, one waits. A new
 * file, and its folder, can only be read by this user. Rejects with UserError when it cannot be written.
 * @param change Gets the text of the file, which is empty when there is no file, and returns the new one.
 */
export async function replaceFile(path: string, change: (text: string) => string): Promise<void> {
  try {
    await mkdir(dirname(path), {recursive: true, mode: 0o700})
    // The file may be a link, for example to a folder under version control.
    const real = await realpath(path).catch(() => path)
    const temporary = `${real}.lock`
    const lock = await acquire(temporary)
    try {
      const before = await stat(real).catch(() => undefined)
      await lock.writeFile(change(before === undefined ? '' : await readFile(real, 'utf8')))
      await lock.sync()
      await lock.close()
      if (before !== undefined) await chmod(temporary, before.mode)
      await rename(temporary, real)
    } catch (error) {
      await lock.close().catch(() => {})
      await rm(temporary, {force: true})
      throw error
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError(`${path} could not be written: ${(cause as Error).message}.`, {cause})
  }
}

/** The new file is the lock, as with git's index. */
async function acquire(path: string) {
  for (;;) {
    try {
      return await open(path, 'wx', 0o600)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && Date.now() - found.mtimeMs > staleMs) await rm(path, {force: true})
    else await setTimeout(pauseMs)
  }
}
