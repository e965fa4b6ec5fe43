import {createHash, hash} from 'node:crypto'
import {readdir, readFile, stat} from 'node:fs/promises'
import {join, relative} from 'node:path'

/** The SHA-256 of a file, in hexadecimal digits. */
export async function sha256Of(path: string): Promise<string> {
  return hash('sha256', await readFile(path))
}

/** SHA-256 of a file, or of all files below a folder with their names; hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256')
  const isFolder = (await stat(path)).isDirectory()
  const names = isFolder
    ? (await readdir(path, {recursive: true, withFileTypes: true}))
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
    : [path]
  for (const name of names.toSorted())
    digest
      .update(`${relative(path, name).replaceAll('\\', '/')}\0`)
      .update(await readFile(name))
      .update('\0')
  return digest.digest('hex')
}
