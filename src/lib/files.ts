import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Secret} from './secret.ts'

/** The text of a file, or undefined when it does not exist. A byte order mark is dropped (az writes one). */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Whether there is a file or directory. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** The names in a directory. */
export async function listDirectory(path: string): Promise<readonly string[]> {
  return readdir(path)
}

/** Gives `use` an empty directory that only this user can read; it is gone afterwards, with all that is in it, whatever happens. */
export async function withPrivateDirectory<T>(use: (path: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'vkctl-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, {recursive: true, force: true})
  }
}

/** Gives `use` a file that only this user can read, in a directory of its own; both are gone afterwards, whatever happens. */
export async function withPrivateFile<T>(name: string, content: Secret, use: (path: string) => Promise<T>): Promise<T> {
  return withPrivateDirectory(async directory => {
    const path = join(directory, name)
    await writeFile(path, content.reveal(), {mode: 0o600, flag: 'wx'})
    return use(path)
  })
}
