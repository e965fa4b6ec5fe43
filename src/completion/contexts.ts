import {delimiter, join, resolve} from 'node:path'
import {readGivenText} from '../lib/given-file.ts'
import {contextNames} from '../lib/kubernetes/kubeconfig/kubeconfig.ts'
import type {System} from '../system.ts'

/** The files in which kubectl looks for contexts: those of KUBECONFIG, else `~/.kube/config`. */
export function defaultKubeconfigs({env, home}: Pick<System, 'env' | 'home'>): readonly string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(path => path !== '')
  return named.length > 0 ? named : [join(home, '.kube', 'config')]
}

/** The names of the contexts in a kubeconfig, by default in those of kubectl. Files that cannot be read have none. */
export async function readContexts(
  kubeconfig: string | undefined,
  system: Pick<System, 'env' | 'home' | 'cwd'>,
): Promise<readonly string[]> {
  const paths = kubeconfig === undefined ? defaultKubeconfigs(system) : [kubeconfig]
  const names = await Promise.all(
    paths.map(async path => {
      try {
        return await contextNames((await readGivenText(resolve(system.cwd, path), {isReadAgain: true})) ?? '')
      } catch {
        return []
      }
    }),
  )
  return [...new Set(names.flat())]
}
