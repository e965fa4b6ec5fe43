import {delimiter, isAbsolute, join, resolve} from 'node:path'
import {UserError} from './errors.ts'

/** There is no such program in the folders of the PATH. */
export class ToolMissing extends UserError {}

export type ToolName = 'helm' | 'kubectl'
type Env = Readonly<Record<string, string | undefined>>

const overrides = {helm: 'VKCTL_HELM', kubectl: 'VKCTL_KUBECTL'} as const

/** az's text for a missing helm or kubectl. */
const missing = {
  helm: 'Helm not detected, please verify if it is installed.',
  kubectl: 'Kubectl not detected, please verify if it is installed.',
} as const

const installPage = {helm: 'https://helm.sh/docs/intro/install/', kubectl: 'https://kubernetes.io/docs/tasks/tools/'} as const

/**
 * Absolute path of a program: the one that `VKCTL_HELM` or `VKCTL_KUBECTL` names, else the first in a folder of the PATH. Never one in the
 * current folder, which may contain somebody else's files: relative folders of the PATH are skipped. Rejects with UserError when there is
 * none.
 */
export async function findTool(name: ToolName, env: Env): Promise<string> {
  const override = env[overrides[name]] || undefined
  const found = await findProgram(override ?? name, env)
  if (found === undefined) {
    const hints = [`Install ${name} (${installPage[name]}) or set ${overrides[name]} to its path.`]
    throw override === undefined
      ? new ToolMissing(missing[name], {hints})
      : new UserError(`${overrides[name]} names ${override}, which cannot be executed.`, {hints})
  }
  return found
}

/** The same for any program; undefined if there is none. */
export async function findProgram(program: string, env: Env): Promise<string | undefined> {
  const {default: which} = await import('which')
  const isPath = program.includes('/') || (process.platform === 'win32' && program.includes('\\'))
  const paths = isPath ? [resolve(program)] : foldersOf(env['PATH'] ?? env['Path'] ?? '').map(folder => join(folder, program))
  for (const path of paths) {
    // Without a folder in front, `which` would look in the current folder of Windows first.
    const found = await which(path, {nothrow: true, ...(env['PATHEXT'] !== undefined && {pathExt: env['PATHEXT']})})
    if (found !== null) return found
  }
  return undefined
}

function foldersOf(path: string): readonly string[] {
  return path
    .split(delimiter)
    .map(folder => folder.replace(/^"(.*)"$/, '$1'))
    .filter(folder => isAbsolute(folder))
}
