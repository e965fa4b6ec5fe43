import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join, relative} from 'node:path'
import {UserError} from './errors.ts'
import {isAlive} from './holder.ts'
import type {Secret} from './secret.ts'

/** The text of a file, or undefined when it does not exist. A byte order mark is dropped (az writes one). Rejects with UserError when it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new UserError(`${path} could not be read: ${message}.`, {cause: error})
  }
}

/**
 * The content of a file, pipe or device, or undefined if it does not exist. Stops after a little more than `limit` bytes. Rejects with
 * UserError when it cannot be read.
 */
export async function readBytes(path: string, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      size += chunk.length
      if (size > limit) break
    }
    return Buffer.concat(chunks)
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new UserError(code === 'EISDIR' ? `${path} is a directory.` : `${path} could not be read: ${message}.`, {cause: error})
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

/** Calls `use` with an empty directory that only this user can read, and deletes it afterwards, whatever happens. */
export async function withPrivateDirectory<T>(use: (path: string) => Promise<T>): Promise<T> {
  await sweep()
  const directory = await mkdtemp(join(tmpdir(), `vkctl-${process.pid}-`))
  try {
    return await use(directory)
  } finally {
    await rm(directory, {recursive: true, force: true})
  }
}

/** Deletes the directories that killed runs of vkctl left behind. Ignores errors, such as for directories of other users. */
async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => [])
  const left = names.filter(name => {
    const [, pid] = /^vkctl-(\d+)-/.exec(name) ?? []
    return pid !== undefined && !isAlive(Number(pid))
  })
  await Promise.all(left.map(name => rm(join(tmpdir(), name), {recursive: true, force: true}).catch(() => {})))
}

/** SHA-256 of a file, or of all files below a folder with their names; hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  const isFolder = (await stat(path)).isDirectory()
  const names = isFolder
    ? (await readdir(path, {recursive: true, withFileTypes: true}))
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
    : [path]
  for (const name of names.toSorted())
    hash
      .update(`${relative(path, name).replaceAll('\\', '/')}\0`)
      .update(await readFile(name))
      .update('\0')
  return hash.digest('hex')
}

/** Calls `use` with a file that only this user can read, in a directory of its own, and deletes both afterwards, whatever happens. */
export async function withPrivateFile<T>(name: string, content: Secret, use: (path: string) => Promise<T>): Promise<T> {
  return withPrivateDirectory(async directory => {
    const path = join(directory, name)
    await writeFile(path, content.reveal(), {mode: 0o600, flag: 'wx'})
    return use(path)
  })
}
