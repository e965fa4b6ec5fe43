import {rmSync} from 'node:fs'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** A directory that only this user can read, for as long as the sandbox runs. */
export interface PrivateDirectory {
  /** Writes a file (mode 0600) and returns its path. */
  write(name: string, content: string): Promise<string>
  /** Creates an empty directory and returns its path. */
  directory(name: string): Promise<string>
  readonly remove: () => Promise<void>
}

export async function privateDirectory(): Promise<PrivateDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'vkctl-sandbox-'))
  // A second Ctrl-C ends the process at once; the directory is deleted all the same.
  const removeAtExit = (): void => rmSync(path, {recursive: true, force: true})
  process.once('exit', removeAtExit)
  return {
    write: async (name, content) => {
      const file = join(path, name)
      await writeFile(file, content, {mode: 0o600})
      return file
    },
    directory: async name => {
      const made = join(path, name)
      await mkdir(made, {mode: 0o700})
      return made
    },
    remove: async () => {
      process.off('exit', removeAtExit)
      await rm(path, {recursive: true, force: true})
    },
  }
}
