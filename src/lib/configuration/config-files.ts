import {dirname, join, resolve} from 'node:path'
import {areMine} from '../files.ts'
import type {Program} from './settings.ts'

/** What decides which configuration applies. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home directory. */
  readonly home: string
  /** The current directory. */
  readonly cwd: string
}

export interface ConfigFile {
  readonly path: string
  readonly program: Program
  /** Whether it is in the current folder or a parent folder, and so not the user's own file. */
  readonly isAbove: boolean
  /** Not if the file, or its folders, belong to another user. */
  readonly isUsed: boolean
}

/** vkctl's own file goes before az's in the same folder. */
const programs = ['vkctl', 'az'] as const

const layouts = {
  vkctl: {prefix: 'VKCTL', folder: '.vkctl'},
  az: {prefix: 'AZURE', folder: '.azure'},
} as const

/** The folder of a program's own configuration: the one that `<PREFIX>_CONFIG_DIR` names, else one in the home directory. */
export function configFolder(program: Program, {env, home}: Surroundings): string {
  const {prefix, folder} = layouts[program]
  return env[`${prefix}_CONFIG_DIR`] || join(home, folder)
}

/** The user's own file of vkctl, or the one of a folder. */
export function vkctlFile(surroundings: Surroundings, isLocal: boolean): string {
  return join(resolve(isLocal ? join(surroundings.cwd, layouts.vkctl.folder) : configFolder('vkctl', surroundings)), 'config')
}

/** The environment variable of a setting, such as `AZURE_DEFAULTS_GROUP`. */
export function variableOf(program: Program, name: string): string {
  return `${layouts[program].prefix}_${name.replaceAll('.', '_')}`.toUpperCase()
}

/**
 * The configuration files that may exist, in the order of precedence: those of the current folder and its parent folders, nearest first, as az (knack)
 * looks for its own; then those of the user. A file of a parent folder is used only if it and its folders belong to the user, as with git's
 * `safe.directory`: anybody can put a file into a shared folder.
 */
export async function configFiles(surroundings: Surroundings): Promise<readonly ConfigFile[]> {
  const above = parents(surroundings.cwd)
  const own = programs.map(program => ({program, folder: resolve(configFolder(program, surroundings))}))
  const isInReach = (depth: number, program: Program): boolean => {
    // Folders above the home directory may belong to somebody else.
    const last = above.findIndex(parent => own.some(one => one.program === program && one.folder === join(parent, layouts[program].folder)))
    return last === -1 || depth < last
  }
  const candidates = above.flatMap((folder, depth) =>
    programs
      .filter(program => isInReach(depth, program))
      .map(program => ({path: join(folder, layouts[program].folder, 'config'), program, isAbove: true})),
  )
  const states = await Promise.all(
    candidates.map(async file => ({...file, isMine: await areMine([file.path, dirname(file.path), dirname(dirname(file.path))])})),
  )
  return [
    ...states.flatMap(({isMine, ...file}) => (isMine === undefined ? [] : [{...file, isUsed: isMine}])),
    ...own.map(({program, folder}) => ({path: join(folder, 'config'), program, isAbove: false, isUsed: true})),
  ]
}

/** A folder and all above it, nearest first. */
function parents(folder: string): readonly string[] {
  const start = resolve(folder)
  const up = dirname(start)
  return up === start ? [start] : [start, ...parents(up)]
}
