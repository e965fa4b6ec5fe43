import type {Run} from '../process.ts'
import type {Api} from './api.ts'
import {kubectlError} from './kubectl-errors.ts'
import {openRawApi, type CallOptions, type RunKubectl} from './raw-api.ts'
import {neutralEnvironment, type KubeTarget} from './target.ts'

/** kubectl, bound to one cluster. */
export interface Kubectl {
  /** The same cluster by the paths of its REST API, for all that reads, creates and applies. */
  readonly api: Api
  /** Runs kubectl and gives its stdout; rejects when it fails. `doing` completes "Could not …". */
  call(doing: string, args: readonly string[], options?: CallOptions): Promise<string>
}

/** A call that has not ended by then hangs; waits are made of short calls. */
const defaultTimeoutMs = 60_000

/** `api`: the way past kubectl to the same API server, where there is one. */
export function openKubectl(run: Run, tool: string, target: KubeTarget, api?: Api): Kubectl {
  const kubectl: RunKubectl = (args, {input, timeoutMs = defaultTimeoutMs} = {}) =>
    run({tool, args: [...args, ...targetArgs(target)], env: neutralEnvironment, timeoutMs, ...(input !== undefined && {input})})
  return {
    api: api ?? openRawApi(kubectl),
    async call(doing, args, options) {
      const {exitCode, stdout, stderr} = await kubectl(args, options)
      if (exitCode !== 0) throw kubectlError(doing, stderr, exitCode)
      return stdout
    },
  }
}

function targetArgs({kubeconfig, context}: KubeTarget): readonly string[] {
  return [...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), ...(context === undefined ? [] : ['--context', context])]
}
