import type {Invocation, Outcome, Run} from '../process.ts'
import type {ApiClient} from './api-client.ts'
import {kubectlError} from './kubectl-errors.ts'
import {neutralEnvironment, type KubeTarget} from './target.ts'

/** kubectl, bound to one cluster. */
export interface Kubectl {
  /** The way past kubectl to the same API server, for what reads and what creates; not there where only kubectl knows how to sign in. */
  readonly api?: ApiClient
  /** Runs kubectl and gives what it said, whatever its exit code. */
  try(args: readonly string[], options?: CallOptions): Promise<Outcome>
  /** Runs kubectl and gives its stdout; rejects when it fails. `doing` completes "Could not …". */
  call(doing: string, args: readonly string[], options?: CallOptions): Promise<string>
}

export interface CallOptions {
  readonly input?: Invocation['input']
  readonly timeoutMs?: number
}

/** A call that has not ended by then hangs; waits are made of short calls. */
const defaultTimeoutMs = 60_000

export function openKubectl(run: Run, tool: string, target: KubeTarget, api?: ApiClient): Kubectl {
  const tryCall: Kubectl['try'] = (args, {input, timeoutMs = defaultTimeoutMs} = {}) =>
    run({tool, args: [...args, ...targetArgs(target)], env: neutralEnvironment, timeoutMs, ...(input !== undefined && {input})})
  return {
    ...(api !== undefined && {api}),
    try: tryCall,
    async call(doing, args, options) {
      const {exitCode, stdout, stderr} = await tryCall(args, options)
      if (exitCode !== 0) throw kubectlError(doing, stderr, exitCode)
      return stdout
    },
  }
}

function targetArgs({kubeconfig, context}: KubeTarget): readonly string[] {
  return [...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), ...(context === undefined ? [] : ['--context', context])]
}
