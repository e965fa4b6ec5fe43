import {dirname, join, resolve} from 'node:path'
import type {Configuration, Surroundings} from './configuration.ts'
import {areMine} from '../files.ts'
import {readIniFiles} from './ini-files.ts'

/** How one program names its configuration. */
export interface Layout {
  /** In front of `_<SECTION>_<KEY>` in the environment. */
  readonly prefix: string
  /** Name of the folder in the home directory and in parent folders. */
  readonly folder: string
}

/** The folder of the user's own configuration: the one that `<PREFIX>_CONFIG_DIR` names, else one in the home directory. */
export function configFolder({prefix, folder}: Layout, {env, home}: Surroundings): string {
  return env[`${prefix}_CONFIG_DIR`] || join(home, folder)
}

/**
 * Settings as az (knack) finds them: the environment, then the `config` file of the nearest parent folder that sets the key, then the
 * user's own. A file of a parent folder is used only if it and its folders belong to the user, as with git's `safe.directory`: anybody can
 * put a file into a shared folder.
 */
export async function readLayers(layout: Layout, surroundings: Surroundings): Promise<Configuration> {
  const own = resolve(configFolder(layout, surroundings))
  const above = parents(surroundings.cwd).map(parent => join(parent, layout.folder))
  // Folders above the home directory may belong to somebody else.
  const candidates = (above.includes(own) ? above.slice(0, above.indexOf(own)) : above).map(folder => join(folder, 'config'))
  const states = await Promise.all(
    candidates.map(async path => ({path, isMine: await areMine([path, dirname(path), dirname(dirname(path))])})),
  )
  const ownFile = join(own, 'config')
  const inFiles = await readIniFiles([...states.flatMap(({path, isMine}) => (isMine === true ? [path] : [])), ownFile])
  const find: Configuration['find'] = (section, key) => {
    const value = surroundings.env[`${layout.prefix}_${section}_${key}`.toUpperCase()]
    if (value) return {value, above: undefined}
    const found = inFiles(section, key)
    return found && {value: found.value, above: found.path === ownFile ? undefined : found.path}
  }
  return {
    find,
    get: (section, key) => find(section, key)?.value,
    ignored: states.flatMap(({path, isMine}) => (isMine === false ? [path] : [])),
  }
}

/** A folder and all above it, nearest first. */
function parents(folder: string): readonly string[] {
  const start = resolve(folder)
  const up = dirname(start)
  return up === start ? [start] : [start, ...parents(up)]
}
