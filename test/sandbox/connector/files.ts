import type {MountedFiles} from '../../../sandbox/node/program.ts'

/** Files in memory, by path. */
export const mounted = (files: Readonly<Record<string, string | Buffer>>): MountedFiles => ({
  read(path) {
    const content = files[path]
    if (content === undefined) throw new Error(`open ${path}: no such file or directory`)
    return Buffer.from(content)
  },
})
