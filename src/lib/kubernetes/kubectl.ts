import type {Run} from '../process.ts'
import type {Api} from './api.ts'
import {kubectlError} from './kubectl-errors.ts'
import {openRawApi, type CallOptions, type RunKubectl} from './raw-api.ts'

/** The cluster that kubectl and helm use. At least one of the two is set: otherwise they would use the current context. */
export interface KubeTarget {
  readonly kubeconfig?: string
  readonly context?: string
}

/** Environment variables that keep the settings of the user out of kubectl. */
export const neutralEnvironment: Readonly<Record<string, string>> = {
  // vkctl parses the output, so the user's aliases and defaults in kuberc (kubectl 1.33 and later) must not change it.
  KUBECTL_KUBERC: 'false',
}

/** kubectl for one cluster. */
export interface Kubectl {
  /** The REST API of the same cluster, which reads, creates and applies objects. */
  readonly api: Api
  /** Runs kubectl and returns its stdout. Rejects if it fails. `doing` completes "Could not …". */
  call(doing: string, args: readonly string[], options?: CallOptions): Promise<string>
}

/** A call that takes longer hangs: vkctl waits with many short calls. */
const defaultTimeoutMs = 60_000

/** `api`: an HTTPS client for the same API server. Without it, kubectl makes the requests to the REST API. */
export function openKubectl(run: Run, tool: string, target: KubeTarget, api?: Api): Kubectl {
  const kubectl: RunKubectl = (args, {input, timeoutMs = defaultTimeoutMs} = {}) =>
    run({tool, args: [...args, ...targetArgs(target)], env: neutralEnvironment, timeoutMs, ...(input !== undefined && {input})})
  return {
    api: api ?? openRawApi(kubectl),
    async call(doing, args, options) {
      const {exitCode, stdout, stderr} = await kubectl(args, options)
      if (exitCode !== 0) throw kubectlError(doing, stderr, exitCode, args)
      return stdout
    },
  }
}

function targetArgs({kubeconfig, context}: KubeTarget): readonly string[] {
  return [...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), ...(context === undefined ? [] : ['--context', context])]
}
