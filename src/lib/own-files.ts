import {join} from 'node:path'
import {getAsset, getAssetKeys, isSea} from 'node:sea'
import {listDirectory, readText, withPrivateDirectory, writeBelow} from './files.ts'

/**
 * The text of a file that comes with vkctl, or undefined if it is missing.
 * @param root The folder that vkctl is installed in. The single executable contains its files itself.
 * @param path Relative to the root, with `/`.
 */
export async function readOwnText(root: string, path: string): Promise<string | undefined> {
  if (!isSea()) return readText(join(root, path))
  return getAssetKeys().includes(path) ? getAsset(path, 'utf8') : undefined
}

/** The names of the files in a folder that comes with vkctl. */
export async function ownFiles(root: string, path: string): Promise<readonly string[]> {
  if (!isSea()) return listDirectory(join(root, path))
  return getAssetKeys().flatMap(key => (key.startsWith(`${path}/`) ? [key.slice(path.length + 1)] : []))
}

/** Calls `use` with the path of a folder that comes with vkctl. The single executable writes it to a private directory, which exists only while `use` runs. */
export async function withOwnFolder<T>(root: string, path: string, use: (folder: string) => Promise<T>): Promise<T> {
  if (!isSea()) return use(join(root, path))
  return withPrivateDirectory(async directory => {
    for (const key of getAssetKeys().filter(name => name.startsWith(`${path}/`))) await writeBelow(directory, key, getAsset(key, 'utf8'))
    return use(join(directory, path))
  })
}
